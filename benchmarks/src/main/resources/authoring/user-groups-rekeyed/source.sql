CREATE TABLE auth_user (id INTEGER PRIMARY KEY, username TEXT NOT NULL UNIQUE, passwd TEXT NOT NULL, email TEXT, is_staff INTEGER NOT NULL, last_login TEXT, date_joined TEXT NOT NULL);
CREATE TABLE auth_group (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE auth_user_groups (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES auth_user (id), group_id INTEGER NOT NULL REFERENCES auth_group (id), UNIQUE (user_id, group_id));
INSERT INTO auth_user VALUES (1, 'ada', 'x', 'ada@example.org', 1, '2022-01-01 10:00:00', '2020-01-01 10:00:00'), (2, 'bo', 'y', NULL, 0, NULL, '2020-02-01 10:00:00'), (3, 'cy', 'z', 'cy@example.org', 0, NULL, '2020-03-01 10:00:00');
INSERT INTO auth_group VALUES (1, 'admins'), (2, 'editors');
INSERT INTO auth_user_groups VALUES (1, 1, 1), (2, 1, 2), (3, 2, 2);
