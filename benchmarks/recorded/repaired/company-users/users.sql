SELECT id, company_id, department_id, office_id, manager_id, name, email
FROM crm_user
WHERE company_id = 2
   OR id IN (SELECT r.manager_id FROM crm_user r WHERE r.company_id = 2)
