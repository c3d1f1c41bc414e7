SELECT bank_code, branch_code, branch_name
FROM branch
