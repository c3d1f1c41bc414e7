SELECT id, city
FROM crm_office
WHERE id IN (
  SELECT u.office_id
  FROM crm_user u
  WHERE u.company_id = 2
     OR u.id IN (SELECT r.manager_id FROM crm_user r WHERE r.company_id = 2)
)
