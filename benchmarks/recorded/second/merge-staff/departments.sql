SELECT dept_no, dept_name, head_no
FROM department
