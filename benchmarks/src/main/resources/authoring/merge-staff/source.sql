CREATE TABLE employee (emp_no INTEGER PRIMARY KEY, fname TEXT NOT NULL, lname TEXT NOT NULL, dept_no INTEGER REFERENCES department (dept_no), mgr_no INTEGER REFERENCES employee (emp_no), hire_date TEXT NOT NULL, salary_cents INTEGER);
CREATE TABLE department (dept_no INTEGER PRIMARY KEY, dept_name TEXT NOT NULL, head_no INTEGER REFERENCES employee (emp_no));
INSERT INTO department VALUES (1, 'Sales', 1), (2, 'Research', NULL);
INSERT INTO employee VALUES (1, 'Ada', 'Ash', 1, NULL, '2010-01-01', 500000), (2, 'Bo', 'Birch', 1, 1, '2012-03-01', 400000), (3, 'Cy', 'Cole', 2, 1, '2015-07-01', NULL);
