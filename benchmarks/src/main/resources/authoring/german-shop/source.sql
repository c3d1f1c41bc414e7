CREATE TABLE kunde (kunde_nr INTEGER PRIMARY KEY, vorname TEXT NOT NULL, nachname TEXT NOT NULL, email TEXT, ort TEXT, plz TEXT, angelegt_am DATE NOT NULL);
CREATE TABLE artikel (artikel_nr INTEGER PRIMARY KEY, bezeichnung TEXT NOT NULL, preis_cent INTEGER NOT NULL, gewicht_g INTEGER);
CREATE TABLE bestellung (bestell_nr INTEGER PRIMARY KEY, kunde_nr INTEGER NOT NULL REFERENCES kunde (kunde_nr), bestellt_am DATE NOT NULL, status TEXT NOT NULL);
CREATE TABLE position (bestell_nr INTEGER NOT NULL REFERENCES bestellung (bestell_nr), pos INTEGER NOT NULL, artikel_nr INTEGER NOT NULL REFERENCES artikel (artikel_nr), menge INTEGER NOT NULL, PRIMARY KEY (bestell_nr, pos));
INSERT INTO kunde VALUES (1, 'Anna', 'Berg', 'anna@example.org', 'Köln', '50667', '2020-01-02'), (2, 'Jan', 'Ott', NULL, 'Ulm', '89073', '2021-05-06'), (3, 'Eva', 'Lang', 'eva@example.org', NULL, NULL, '2022-07-08');
INSERT INTO artikel VALUES (10, 'Schraube', 25, 4), (11, 'Hammer', 1999, 900), (12, 'Säge', 2450, NULL);
INSERT INTO bestellung VALUES (100, 1, '2022-01-01', 'offen'), (101, 2, '2022-02-01', 'versandt'), (102, 1, '2022-03-01', 'storniert');
INSERT INTO position VALUES (100, 1, 10, 50), (100, 2, 11, 1), (101, 1, 12, 2), (102, 1, 10, 5);
