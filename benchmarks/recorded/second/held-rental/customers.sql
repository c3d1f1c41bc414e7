SELECT cust_id, first_nm, last_nm, lic_no, tel
FROM cust
