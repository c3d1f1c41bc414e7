SELECT id, login, name, mail
FROM T_USER
