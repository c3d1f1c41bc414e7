CREATE TABLE schueler (schueler_id INTEGER PRIMARY KEY, nachname TEXT NOT NULL, vorname TEXT NOT NULL, geburtsdatum DATE, klasse_id INTEGER REFERENCES klasse (klasse_id), geschlecht TEXT);
CREATE TABLE klasse (klasse_id INTEGER PRIMARY KEY, bezeichnung TEXT NOT NULL, schuljahr INTEGER NOT NULL, lehrer_id INTEGER REFERENCES lehrer (lehrer_id));
CREATE TABLE lehrer (lehrer_id INTEGER PRIMARY KEY, name TEXT NOT NULL, kuerzel TEXT NOT NULL);
CREATE TABLE note (schueler_id INTEGER NOT NULL REFERENCES schueler (schueler_id), fach TEXT NOT NULL, halbjahr INTEGER NOT NULL, wert DECIMAL(2,1) NOT NULL, PRIMARY KEY (schueler_id, fach, halbjahr));
INSERT INTO lehrer VALUES (1, 'Frau Sommer', 'SOM'), (2, 'Herr Winter', 'WIN');
INSERT INTO klasse VALUES (1, '5a', 2022, 1), (2, '5b', 2022, 2);
INSERT INTO schueler VALUES (1, 'Ash', 'Ada', '2011-01-01', 1, 'w'), (2, 'Birch', 'Bo', NULL, 1, 'm'), (3, 'Cole', 'Cy', '2011-05-05', 2, NULL);
INSERT INTO note VALUES (1, 'Mathe', 1, 1.7), (1, 'Deutsch', 1, 2.3), (2, 'Mathe', 1, 3.0);
