CREATE TABLE branch (bank_code TEXT NOT NULL, branch_code TEXT NOT NULL, branch_name TEXT NOT NULL, PRIMARY KEY (bank_code, branch_code));
CREATE TABLE account (acct_no TEXT PRIMARY KEY, bank_code TEXT NOT NULL, branch_code TEXT NOT NULL, holder TEXT NOT NULL, currency CHAR(3) NOT NULL, balance_minor BIGINT NOT NULL, opened INTEGER NOT NULL, state CHAR(1) NOT NULL, FOREIGN KEY (bank_code, branch_code) REFERENCES branch (bank_code, branch_code));
CREATE TABLE txn (txn_id INTEGER PRIMARY KEY, acct_no TEXT NOT NULL REFERENCES account (acct_no), amt_minor BIGINT NOT NULL, booked TEXT NOT NULL, value_date TEXT NOT NULL, memo TEXT);
INSERT INTO branch VALUES ('100', '01', 'Mitte'), ('100', '02', 'Nord');
INSERT INTO account VALUES ('A1', '100', '01', 'Ada', 'EUR', 10000, 1577836800, 'O'), ('A2', '100', '02', 'Bo', 'EUR', -550, 1580515200, 'F'), ('A3', '100', '01', 'Cy', 'USD', 0, 1583020800, 'C');
INSERT INTO txn VALUES (1, 'A1', 10000, '2020-01-02 08:00:00', '2020-01-02', 'salary'), (2, 'A2', -550, '2020-02-02 08:00:00', '2020-02-03', NULL);
