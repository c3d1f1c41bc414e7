SELECT person_id, full_name, dob, gender
FROM person
