SELECT ID, user_login, user_email, display_name, user_registered
FROM wp_users
WHERE deleted = 0
