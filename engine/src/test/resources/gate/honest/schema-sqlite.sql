CREATE TABLE companies (id INTEGER PRIMARY KEY, name TEXT, country TEXT, vat TEXT, parent_id INT, settings TEXT);
CREATE TABLE people (id INTEGER PRIMARY KEY, first_name TEXT, last_name TEXT, email TEXT, phone TEXT, born TEXT, created_at TEXT,
    updated_at TEXT, active INT, company_id INT, manager_id INT, notes TEXT, tags TEXT, profile TEXT, salary REAL, kind TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, person_id INT, status TEXT, total NUMERIC, placed_at TEXT, shipped_on TEXT,
    currency TEXT, meta TEXT, rate REAL);
CREATE TABLE items (order_id INT, line INT, sku TEXT, qty INT, price NUMERIC, discount NUMERIC, PRIMARY KEY (order_id, line));
CREATE TABLE roles (id INTEGER PRIMARY KEY, name TEXT, group_id INT);
CREATE TABLE user_roles (person_id INT, role_id INT, since TEXT, PRIMARY KEY (person_id, role_id));
CREATE TABLE events (id INTEGER PRIMARY KEY, person_id INT, at TEXT, kind TEXT, payload TEXT);
CREATE TABLE docs (id INTEGER PRIMARY KEY, title TEXT, body TEXT, lang TEXT, published INT, version INT, checksum BLOB);
CREATE TABLE "Order Details" ("Order ID" INTEGER PRIMARY KEY, "Unit Price" NUMERIC, "Größe" TEXT);
