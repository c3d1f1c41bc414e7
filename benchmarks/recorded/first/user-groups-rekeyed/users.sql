SELECT id, username, passwd, email, is_staff, last_login, date_joined
FROM auth_user
