SELECT person_id, street, house_no, zip, city
FROM person
WHERE street IS NOT NULL OR house_no IS NOT NULL OR zip IS NOT NULL OR city IS NOT NULL
