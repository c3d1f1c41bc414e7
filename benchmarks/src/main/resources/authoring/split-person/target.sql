CREATE TABLE people (id INTEGER PRIMARY KEY, first_name TEXT NOT NULL, last_name TEXT NOT NULL, birth_date DATE, gender TEXT CHECK (gender IN ('female', 'male', 'diverse')));
CREATE TABLE addresses (person_id INTEGER PRIMARY KEY REFERENCES people (id), street TEXT, house_number TEXT, postal_code TEXT, city TEXT);
CREATE TABLE memberships (id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES people (id), since DATE NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('full', 'reduced')), fee DECIMAL(10,2) NOT NULL);
