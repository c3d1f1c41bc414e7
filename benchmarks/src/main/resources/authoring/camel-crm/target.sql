CREATE TABLE company (id INTEGER PRIMARY KEY, name TEXT NOT NULL, vat_number TEXT, created_at TIMESTAMP NOT NULL, updated_at TIMESTAMP);
CREATE TABLE contact (id INTEGER PRIMARY KEY, company_id INTEGER NOT NULL REFERENCES company (id), first_name TEXT NOT NULL, last_name TEXT NOT NULL, email TEXT, is_primary BOOLEAN NOT NULL, created_at TIMESTAMP NOT NULL, updated_at TIMESTAMP);
CREATE TABLE note (id INTEGER PRIMARY KEY, contact_id INTEGER NOT NULL REFERENCES contact (id), author_id INTEGER REFERENCES contact (id), body TEXT NOT NULL, created_at TIMESTAMP NOT NULL);
