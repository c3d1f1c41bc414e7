CREATE TABLE publishers (id UUID PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE books (id UUID PRIMARY KEY, isbn TEXT NOT NULL, title TEXT NOT NULL, published_year INTEGER, publisher_id UUID REFERENCES publishers (id), language TEXT NOT NULL CHECK (language IN ('en', 'de', 'fr', 'es')), legacy_id INTEGER);
CREATE TABLE authors (id UUID PRIMARY KEY, name TEXT NOT NULL, birth_year INTEGER);
CREATE TABLE book_authors (book_id UUID NOT NULL REFERENCES books (id), author_id UUID NOT NULL REFERENCES authors (id), position INTEGER NOT NULL, PRIMARY KEY (book_id, author_id));
CREATE TABLE loans (id UUID PRIMARY KEY, book_id UUID NOT NULL REFERENCES books (id), borrower TEXT NOT NULL, lent_on DATE NOT NULL, due_on DATE NOT NULL, returned_on DATE);
