CREATE TABLE teachers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, short_code TEXT NOT NULL);
CREATE TABLE classes (id INTEGER PRIMARY KEY, name TEXT NOT NULL, school_year INTEGER NOT NULL, teacher_id INTEGER REFERENCES teachers (id));
CREATE TABLE students (id INTEGER PRIMARY KEY, first_name TEXT NOT NULL, last_name TEXT NOT NULL, birth_date DATE, class_id INTEGER REFERENCES classes (id), gender TEXT CHECK (gender IN ('female', 'male', 'diverse')), email TEXT);
CREATE TABLE grades (student_id INTEGER NOT NULL REFERENCES students (id), subject TEXT NOT NULL, term INTEGER NOT NULL, grade DECIMAL(2,1) NOT NULL, PRIMARY KEY (student_id, subject, term));
