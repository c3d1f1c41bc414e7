CREATE TABLE wp_users (ID INTEGER PRIMARY KEY, user_login TEXT NOT NULL, user_email TEXT NOT NULL, display_name TEXT NOT NULL, user_registered TEXT NOT NULL, deleted INTEGER NOT NULL);
CREATE TABLE wp_posts (ID INTEGER PRIMARY KEY, post_author INTEGER NOT NULL REFERENCES wp_users (ID), post_date TEXT NOT NULL, post_title TEXT NOT NULL, post_content TEXT NOT NULL, post_status TEXT NOT NULL, post_modified TEXT, comment_count INTEGER NOT NULL);
CREATE TABLE wp_comments (comment_ID INTEGER PRIMARY KEY, comment_post_ID INTEGER NOT NULL REFERENCES wp_posts (ID), comment_author TEXT, comment_date TEXT NOT NULL, comment_content TEXT NOT NULL, comment_approved INTEGER NOT NULL, user_id INTEGER REFERENCES wp_users (ID));
INSERT INTO wp_users VALUES (1, 'ada', 'ada@example.org', 'Ada', '2019-01-01 00:00:00', 0), (2, 'bo', 'bo@example.org', 'Bo', '2019-02-01 00:00:00', 1);
INSERT INTO wp_posts VALUES (1, 1, '2020-01-01 10:00:00', 'Hello', 'World', 'publish', NULL, 1), (2, 1, '2020-02-01 10:00:00', 'Draft', '…', 'draft', '2020-02-02 10:00:00', 0);
INSERT INTO wp_comments VALUES (1, 1, 'Guest', '2020-01-02 10:00:00', 'Nice', 1, NULL), (2, 1, 'Bo', '2020-01-03 10:00:00', 'Yes', 0, 2);
