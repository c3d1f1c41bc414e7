package dev.wharf.database.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.catalog.ColumnType;
import dev.wharf.catalog.Fingerprint;
import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TableKind;
import dev.wharf.catalog.TypeKind;
import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.testing.SqliteFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqliteSurveyTest {

    @TempDir
    Path folder;

    @Test
    void tellsEveryFactOfAZoo() {
        Path file = SqliteFiles.make(
                folder.resolve("zoo.db"),
                """
                CREATE TABLE People (
                    Id INTEGER PRIMARY KEY AUTOINCREMENT, -- a comment, with a CHECK (nonsense)
                    email VARCHAR(80) NOT NULL UNIQUE COLLATE NOCASE,
                    "boss id" INTEGER REFERENCES people,
                    role TEXT NOT NULL DEFAULT 'remote' CONSTRAINT known_role CHECK (role IN ('master', 'de,sign)ing', 'remote')),
                    age INT CHECK (age > 0 AND (age < 150)),
                    full_name TEXT GENERATED ALWAYS AS (email || '!') VIRTUAL,
                    stored AS (age + 1) STORED,
                    CONSTRAINT grown_up CHECK (age >= 18))""",
                "CREATE UNIQUE INDEX people_age_role ON People (age, role)",
                "CREATE UNIQUE INDEX people_partial ON People (age) WHERE age > 20",
                "CREATE UNIQUE INDEX people_lower ON People (lower(email))",
                "CREATE TABLE orders (customer INTEGER, number INTEGER, at DATETIME, PRIMARY KEY (customer, number)) WITHOUT ROWID",
                """
                CREATE TABLE line (
                    id TEXT PRIMARY KEY, CUSTOMER int, number int, person int,
                    CONSTRAINT line_order FOREIGN KEY (customer, number) REFERENCES ORDERS (Customer, Number)
                        ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
                    FOREIGN KEY (person) REFERENCES People (id) NOT DEFERRABLE INITIALLY DEFERRED)""",
                "CREATE TABLE backwards (id INTEGER PRIMARY KEY DESC, x)",
                "CREATE TABLE strict (id TEXT PRIMARY KEY, n INT) STRICT",
                "CREATE VIEW staff AS SELECT Id, role FROM People",
                "CREATE TRIGGER touched AFTER INSERT ON people BEGIN SELECT 1; END",
                "CREATE TABLE gone (a)",
                "CREATE VIEW broken AS SELECT a FROM gone",
                "PRAGMA legacy_alter_table = ON",
                "DROP TABLE gone",
                "CREATE VIRTUAL TABLE search USING fts5(body)",
                "INSERT INTO People (email, age) VALUES ('a@b', 20), ('c@d', 21)");
        Schema schema = survey(file);
        assertEquals(
                """
                People: is a table
                People: column Id INTEGER not null numbered by default
                People: column email VARCHAR(80) not null
                People: column boss id INTEGER
                People: column role TEXT not null default 'remote'
                People: column age INT
                People: column full_name TEXT computed
                People: column stored of no type computed
                People: primary key (Id)
                People: unique people_age_role (age, role)
                People: unique sqlite_autoindex_People_1 (email)
                People: foreign key People_boss id_fkey (boss id) to People (Id)
                People: check check_2 (age > 0 AND (age < 150))
                People: check grown_up (age >= 18)
                People: check known_role (role IN ('master', 'de,sign)ing', 'remote'))
                People: trigger touched
                backwards: is a table
                backwards: column id INTEGER
                backwards: column x of no type
                backwards: primary key (id)
                line: is a table
                line: column id TEXT
                line: column CUSTOMER INT
                line: column number INT
                line: column person INT
                line: primary key (id)
                line: foreign key line_order (CUSTOMER, number) to orders (customer, number) deferrable
                line: foreign key line_person_fkey (person) to People (Id)
                orders: is a table
                orders: column customer INTEGER not null
                orders: column number INTEGER not null
                orders: column at DATETIME
                orders: primary key (customer, number)
                staff: is a view
                staff: column Id INTEGER
                staff: column role TEXT
                strict: is a table
                strict: column id TEXT not null
                strict: column n INT
                strict: primary key (id)
                """,
                Fingerprint.of(schema).text());
        Table people = schema.table("People").orElseThrow();
        assertEquals(2, people.rows());
        assertEquals(TableKind.CATALOG, people.kind());
        assertEquals(TableKind.VIEW, schema.table("staff").orElseThrow().kind());
        assertEquals(TableKind.JUNCTION, schema.table("line").orElseThrow().kind());
    }

    @Test
    void leavesOutTheAuditTablesOnlyWhereTheyAreOurs() {
        Path theirs = SqliteFiles.make(folder.resolve("theirs.db"), "CREATE TABLE migration_runs (id INTEGER PRIMARY KEY)");
        assertEquals(1, survey(theirs).tables().size());
        Path ours = SqliteFiles.make(
                folder.resolve("ours.db"),
                "CREATE TABLE migration_schema (version INTEGER, database_id TEXT)",
                "CREATE TABLE migration_runs (id INTEGER PRIMARY KEY)",
                "CREATE VIEW current_mappings AS SELECT 1 AS one",
                "CREATE TABLE t (a)");
        assertEquals("[t]", survey(ours).tables().stream().map(Table::name).toList().toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "INTEGER | INTEGER | | |",
        "bigint | BIGINT | | |",
        "TinyInt(1) | SMALLINT | | |",
        "INT UNSIGNED | INTEGER | | |",
        "NVARCHAR(160) | TEXT | 160 | |",
        "CHARACTER VARYING(20) | TEXT | 20 | |",
        "CHAR(5) | TEXT | 5 | |",
        "NUMERIC(10,2) | DECIMAL | | 10 | 2",
        "DECIMAL ( 8 ) | DECIMAL | | 8 | 0",
        "NUMERIC | DECIMAL | | |",
        "DATETIME | TIMESTAMP | | |",
        "TIMESTAMP(3) WITH TIME ZONE | TIMESTAMPTZ | | 3 |",
        "DATE | DATE | | |",
        "BOOLEAN | BOOLEAN | | |",
        "DOUBLE PRECISION | DOUBLE | | |",
        "BLOB | BYTES | | |",
        "uuid | UUID | | |",
        "JSON | JSON | | |",
        "POINT | INTEGER | | |",
        "whatever | OTHER | | |",
    })
    void readsWhatADeclaredTypeSuggests(String declared, TypeKind kind, Integer length, Integer precision, Integer scale) {
        ColumnType type = SqliteTypes.of(declared);
        assertEquals(kind, type.kind());
        assertEquals(length, type.length());
        assertEquals(precision, type.precision());
        assertEquals(scale, type.scale());
        assertEquals(declared, type.sqlName());
    }

    private static Schema survey(Path file) {
        try (Database database = Databases.open(SqliteFiles.spec("legacy", file))) {
            return database.survey();
        }
    }
}
