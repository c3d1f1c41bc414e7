SELECT country, site_code, bin_no, capacity
FROM bin
