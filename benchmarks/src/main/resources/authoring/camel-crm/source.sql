CREATE TABLE CrmCompany (CompanyId INTEGER PRIMARY KEY, CompanyName TEXT NOT NULL, VatNumber TEXT, CreatedAt TEXT NOT NULL);
CREATE TABLE CrmContact (ContactId INTEGER PRIMARY KEY, CompanyId INTEGER NOT NULL REFERENCES CrmCompany (CompanyId), FirstName TEXT NOT NULL, LastName TEXT NOT NULL, EmailAddress TEXT, IsPrimary INTEGER NOT NULL, CreatedAt TEXT NOT NULL, ModifiedAt TEXT);
CREATE TABLE CrmNote (NoteId INTEGER PRIMARY KEY, ContactId INTEGER NOT NULL REFERENCES CrmContact (ContactId), AuthorId INTEGER REFERENCES CrmContact (ContactId), Body TEXT NOT NULL, CreatedAt TEXT NOT NULL);
INSERT INTO CrmCompany VALUES (1, 'Acme', 'DE1', '2020-01-01 10:00:00'), (2, 'Globex', NULL, '2020-01-02 11:00:00');
INSERT INTO CrmContact VALUES (1, 1, 'Ada', 'Ash', 'ada@example.org', 1, '2020-02-01 10:00:00', NULL), (2, 1, 'Bo', 'Birch', NULL, 0, '2020-02-02 10:00:00', '2021-01-01 00:00:00'), (3, 2, 'Cy', 'Cole', 'cy@example.org', 1, '2020-02-03 10:00:00', NULL);
INSERT INTO CrmNote VALUES (1, 1, 2, 'called', '2021-01-01 10:00:00'), (2, 3, NULL, 'mail', '2021-01-02 10:00:00');
