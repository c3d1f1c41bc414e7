SELECT dept_no, dept_name, head_no
FROM department
WHERE dept_no IN (SELECT e.dept_no FROM employee e)
