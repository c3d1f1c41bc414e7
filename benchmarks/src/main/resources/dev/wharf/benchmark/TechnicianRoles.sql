-- roles of technicians, with the person who holds each
SELECT r.id, r.name, t.person_id AS technician_id, r.created_at, lower(trim(p.email)) AS email,
       CASE WHEN r.group_id IN (11, 12) THEN 'field' ELSE 'office' END AS kind
FROM dispatch_role AS r
JOIN technician t ON t.role_id = r.id
LEFT JOIN person p ON p.id = t.person_id
WHERE r.group_id BETWEEN 11 AND 20 AND r.name IS NOT NULL AND NOT (r.name LIKE 'x%')
