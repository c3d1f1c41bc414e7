SELECT client_id, name, name_short, name_legal, created
FROM tbl_client
