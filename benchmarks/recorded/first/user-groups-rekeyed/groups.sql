SELECT id, name
FROM auth_group
