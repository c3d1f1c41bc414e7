CREATE SCHEMA sales;
CREATE TABLE companies (id int PRIMARY KEY, name text, country text, vat text, parent_id int, settings json);
CREATE TABLE people (id int PRIMARY KEY, first_name text, last_name varchar(40), email text, phone text, born date,
    created_at timestamptz, updated_at timestamp, active boolean, company_id int, manager_id int, notes text, tags text[],
    profile jsonb, salary numeric(12,2), kind char(1), ext uuid);
CREATE TABLE orders (id bigint PRIMARY KEY, person_id int, status text, total numeric, placed_at timestamptz, shipped_on date,
    currency char(3), meta jsonb, rate float8);
CREATE TABLE items (order_id bigint, line int, sku text, qty int, price numeric(10,2), discount numeric, PRIMARY KEY (order_id, line));
CREATE TABLE roles (id int PRIMARY KEY, name text, group_id int);
CREATE TABLE user_roles (person_id int, role_id int, since date, PRIMARY KEY (person_id, role_id));
CREATE TABLE events (id bigint PRIMARY KEY, person_id int, at timestamp, kind text, payload jsonb, duration interval);
CREATE TABLE docs (id int PRIMARY KEY, title text, body text, lang text, published boolean, version int, checksum bytea);
CREATE TABLE "Order Details" ("Order ID" int PRIMARY KEY, "Unit Price" numeric, "Größe" text);
CREATE TABLE sales.invoices (id int PRIMARY KEY, order_id bigint, net numeric, tax numeric, due date);
GRANT USAGE ON SCHEMA sales TO PUBLIC;
