SELECT id, name
FROM crm_company
WHERE id IN (
    SELECT u.company_id
    FROM crm_user u
    WHERE u.company_id = 2
       OR u.id IN (SELECT r.manager_id FROM crm_user r WHERE r.company_id = 2)
  )
   OR id IN (
    SELECT d.company_id
    FROM crm_department d
    WHERE d.id IN (
      SELECT u.department_id
      FROM crm_user u
      WHERE u.company_id = 2
         OR u.id IN (SELECT r.manager_id FROM crm_user r WHERE r.company_id = 2)
    )
  )
