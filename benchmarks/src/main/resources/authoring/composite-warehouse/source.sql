CREATE TABLE site (country TEXT NOT NULL, code TEXT NOT NULL, title TEXT NOT NULL, PRIMARY KEY (country, code));
CREATE TABLE bin (country TEXT NOT NULL, site_code TEXT NOT NULL, bin_no INTEGER NOT NULL, capacity INTEGER, PRIMARY KEY (country, site_code, bin_no), FOREIGN KEY (country, site_code) REFERENCES site (country, code));
CREATE TABLE item (sku TEXT PRIMARY KEY, descr TEXT NOT NULL, unit_price DECIMAL(10,2));
CREATE TABLE stock (country TEXT NOT NULL, site_code TEXT NOT NULL, bin_no INTEGER NOT NULL, sku TEXT NOT NULL REFERENCES item (sku), qty INTEGER NOT NULL, counted TEXT, PRIMARY KEY (country, site_code, bin_no, sku), FOREIGN KEY (country, site_code, bin_no) REFERENCES bin (country, site_code, bin_no));
INSERT INTO site VALUES ('DE', 'B', 'Berlin'), ('DE', 'K', 'Cologne'), ('FR', 'P', 'Paris');
INSERT INTO bin VALUES ('DE', 'B', 1, 10), ('DE', 'B', 2, NULL), ('FR', 'P', 1, 5);
INSERT INTO item VALUES ('a-1', 'bolt', 0.25), ('b-2', 'nut', NULL);
INSERT INTO stock VALUES ('DE', 'B', 1, 'a-1', 5, '2022-01-01'), ('DE', 'B', 1, 'b-2', 7, NULL), ('FR', 'P', 1, 'a-1', 1, '2022-02-02');
