CREATE TABLE users (id UUID PRIMARY KEY, user_name TEXT NOT NULL UNIQUE, password_hash TEXT NOT NULL, email TEXT, staff BOOLEAN NOT NULL, last_login_at TIMESTAMP, joined_at TIMESTAMP NOT NULL, locale TEXT NOT NULL DEFAULT 'en');
CREATE TABLE groups (id UUID PRIMARY KEY, name TEXT NOT NULL UNIQUE, description TEXT);
CREATE TABLE user_groups (user_id UUID NOT NULL REFERENCES users (id), group_id UUID NOT NULL REFERENCES groups (id), PRIMARY KEY (user_id, group_id));
