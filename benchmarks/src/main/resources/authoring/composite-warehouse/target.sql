CREATE TABLE sites (id UUID PRIMARY KEY, country TEXT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (country, code));
CREATE TABLE bins (id UUID PRIMARY KEY, site_id UUID NOT NULL REFERENCES sites (id), bin_number INTEGER NOT NULL, capacity INTEGER, UNIQUE (site_id, bin_number));
CREATE TABLE items (sku TEXT PRIMARY KEY, description TEXT NOT NULL, unit_price DECIMAL(10,2));
CREATE TABLE stock_levels (bin_id UUID NOT NULL REFERENCES bins (id), sku TEXT NOT NULL REFERENCES items (sku), quantity INTEGER NOT NULL, counted_on DATE, PRIMARY KEY (bin_id, sku));
