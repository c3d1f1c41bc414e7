SELECT emp_no, fname, lname, dept_no, mgr_no, hire_date, salary_cents
FROM employee
