CREATE TABLE patients (id UUID PRIMARY KEY, first_name TEXT NOT NULL, last_name TEXT NOT NULL, birth_date DATE NOT NULL, phone TEXT, active BOOLEAN NOT NULL, legacy_id INTEGER);
CREATE TABLE doctors (id UUID PRIMARY KEY, name TEXT NOT NULL, specialty TEXT NOT NULL, legacy_id INTEGER);
CREATE TABLE appointments (id UUID PRIMARY KEY, patient_id UUID NOT NULL REFERENCES patients (id), doctor_id UUID NOT NULL REFERENCES doctors (id), day DATE NOT NULL, notes TEXT, reminder_sent BOOLEAN NOT NULL DEFAULT 0);
