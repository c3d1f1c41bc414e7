SELECT id, name, abbreviation, technician_id, is_active, assigned_at
FROM dispatch_role
WHERE group_id = 11
