CREATE TABLE departments (id INTEGER PRIMARY KEY, name TEXT NOT NULL, head_id INTEGER REFERENCES employees (id));
CREATE TABLE employees (id INTEGER PRIMARY KEY, full_name TEXT NOT NULL, department_id INTEGER REFERENCES departments (id), manager_id INTEGER REFERENCES employees (id), hired_on DATE NOT NULL, salary DECIMAL(12,2));
