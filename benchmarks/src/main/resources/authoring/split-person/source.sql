CREATE TABLE person (person_id INTEGER PRIMARY KEY, full_name TEXT NOT NULL, street TEXT, house_no TEXT, zip TEXT, city TEXT, dob TEXT, gender TEXT);
CREATE TABLE membership (membership_id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES person (person_id), member_since TEXT NOT NULL, type TEXT NOT NULL, fee_cents INTEGER NOT NULL);
INSERT INTO person VALUES (1, 'Ada Ash', 'Main St', '1', '10115', 'Berlin', '1980-01-01', 'f'), (2, 'Bo Birch', NULL, NULL, NULL, NULL, NULL, 'm'), (3, 'Cy Cole', 'Side St', '7b', '50667', 'Cologne', '1990-05-05', NULL);
INSERT INTO membership VALUES (1, 1, '2020-01-01', 'full', 5000), (2, 2, '2021-01-01', 'reduced', 2500), (3, 3, '2022-01-01', 'full', 5000);
