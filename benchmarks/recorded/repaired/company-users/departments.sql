SELECT id, company_id, name
FROM crm_department
WHERE id IN (
  SELECT u.department_id
  FROM crm_user u
  WHERE u.company_id = 2
     OR u.id IN (SELECT r.manager_id FROM crm_user r WHERE r.company_id = 2)
)
