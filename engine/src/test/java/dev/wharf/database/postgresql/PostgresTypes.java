package dev.wharf.database.postgresql;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.ColumnType;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TypeKind;
import dev.wharf.database.Moving;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table with a column of every sort of type and the values that go wrong most easily. */
public final class PostgresTypes {

    /** @param literals as SQL, without the cast */
    public record Case(ColumnType type, List<String> literals) {}

    public static final String SETUP = """
            CREATE TYPE mood AS ENUM ('sad', 'ok', 'it''s "fine"');
            CREATE TYPE pair AS (a integer, b text);
            CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
            CREATE TYPE floatrange AS RANGE (subtype = float8);
            """;

    public static final List<Case> CASES = List.of(
            of("smallint", TypeKind.SMALLINT, "-32768", "32767", "0"),
            of("integer", TypeKind.INTEGER, "-2147483648", "2147483647"),
            of("bigint", TypeKind.BIGINT, "-9223372036854775808", "9223372036854775807"),
            of("real", TypeKind.REAL, "'NaN'", "'Infinity'", "'-0'", "0.1", "3.4028235e38", "1e-45"),
            of("double precision", TypeKind.DOUBLE, "'NaN'", "'-Infinity'", "'-0'", "0.1", "1.7976931348623157e308", "5e-324"),
            of("numeric", TypeKind.DECIMAL, "'NaN'", "'Infinity'", "0.000", "12345678901234567890.123456789012345678900",
                    "-1e100", "1e-100", "10000", "0.0001"),
            new Case(new ColumnType("numeric(10,2)", TypeKind.DECIMAL, null, 10, 2, List.of()), List.of("'NaN'", "99999999.99", "0", "-0.10")),
            of("boolean", TypeKind.BOOLEAN, "true", "false"),
            of("text", TypeKind.TEXT, "''", "'été 🚲'", "E'tab\\t, quote '' \" and \\\\ back'", "repeat('x', 100000)", "' '"),
            new Case(new ColumnType("character varying(5)", TypeKind.TEXT, 5, null, null, List.of()), List.of("'äöü🚲x'", "''", "'a    '")),
            new Case(new ColumnType("character(5)", TypeKind.CHAR, 5, null, null, List.of()), List.of("'ab'", "''", "'äöü🚲x'")),
            of("bytea", TypeKind.BYTES, "'\\x'", "'\\x00ff5c'"),
            of("date", TypeKind.DATE, "'4713-01-01 BC'", "'infinity'", "'-infinity'", "'5874897-12-31'", "'2000-02-29'"),
            of("time without time zone", TypeKind.TIME, "'00:00'", "'24:00:00'", "'23:59:59.999999'"),
            of("timestamp without time zone", TypeKind.TIMESTAMP, "'4713-01-01 00:00:00 BC'", "'infinity'", "'294276-12-31 23:59:59.999999'"),
            new Case(new ColumnType("timestamp(0) without time zone", TypeKind.TIMESTAMP, null, 0, null, List.of()), List.of("'2026-01-31 12:00:00'")),
            of("timestamp with time zone", TypeKind.TIMESTAMPTZ, "'-infinity'", "'2026-03-29 02:30:00+01'", "'0044-03-15 12:00:00+00 BC'"),
            of("uuid", TypeKind.UUID, "'123e4567-e89b-12d3-a456-426614174000'"),
            of("json", TypeKind.JSON, "'{\"b\": 1.0,  \"a\": 1, \"a\": 2}'", "'null'", "'\"\\u0000\"'"),
            of("jsonb", TypeKind.JSONB, "'{\"b\": 1.0, \"a\": [1e2, null, \"🚲\\u00e9\"], \"aa\": -0.0}'", "'{}'", "'1e-5'"),
            new Case(new ColumnType("mood", TypeKind.ENUM, null, null, null, List.of("sad", "ok", "it's \"fine\"")), List.of("'sad'", "'it''s \"fine\"'")),
            of("integer", TypeKind.INTEGER, "1"),
            of("integer[]", TypeKind.ARRAY, "'{}'", "'{1,NULL,3}'", "'[2:3][1:2]={{1,2},{3,4}}'"),
            of("text[]", TypeKind.ARRAY, "ARRAY['a,b', 'c\"d', '', NULL]", "'{\"NULL\"}'"),
            of("mood[]", TypeKind.ARRAY, "'{sad,ok}'", "'{}'"),
            of("numeric(6,2)[]", TypeKind.ARRAY, "'{1.50,NaN}'"),
            of("int4range", TypeKind.OTHER, "'empty'", "'[1,5)'", "'(,3]'"),
            of("floatrange", TypeKind.OTHER, "'[0.1,0.3)'"),
            of("tstzrange", TypeKind.OTHER, "'[2026-01-01 00:00+00,infinity)'"),
            of("interval", TypeKind.OTHER, "'1 year -2 days +03:04:05.000006'", "'-1 mons'"),
            of("time with time zone", TypeKind.OTHER, "'12:00:00.5+05:30'"),
            of("inet", TypeKind.OTHER, "'192.168.0.1/24'", "'::1'"),
            of("macaddr", TypeKind.OTHER, "'08:00:2b:01:02:03'"),
            of("bit(5)", TypeKind.OTHER, "B'10101'"),
            of("bit varying", TypeKind.OTHER, "B''", "B'101'"),
            of("point", TypeKind.OTHER, "'(0.1,-0)'"),
            of("polygon", TypeKind.OTHER, "'((0,0),(1,1),(1,0))'"),
            of("tsvector", TypeKind.OTHER, "'a:1A fat:2,4 ''it''''s'':3'"),
            of("money", TypeKind.OTHER, "'-1234.56'"),
            of("xml", TypeKind.OTHER, "'<a b=\"1\">é</a>'"),
            of("pg_lsn", TypeKind.OTHER, "'16/B374D848'"));

    private PostgresTypes() {}

    private static Case of(String sqlName, TypeKind kind, String... literals) {
        return new Case(ColumnType.of(sqlName, kind), List.of(literals));
    }

    static Table table(String name) {
        List<Column> columns = new ArrayList<>();
        columns.add(Moving.column("id", "integer", TypeKind.INTEGER));
        for (int i = 0; i < CASES.size(); i++) {
            columns.add(Moving.column("c" + i, CASES.get(i).type()));
        }
        return Moving.table(name, List.of("id"), columns);
    }

    /** The column of the domain says so only here: a survey gives its base type. */
    private static String declared(int column) {
        return column == 21 ? "positive" : CASES.get(column).type().sqlName();
    }

    public static String create(String name) {
        StringBuilder sql = new StringBuilder("CREATE TABLE " + name + " (id integer PRIMARY KEY");
        for (int i = 0; i < CASES.size(); i++) {
            sql.append(", c").append(i).append(' ').append(declared(i));
        }
        return sql.append(")").toString();
    }

    public static int rows() {
        return CASES.stream().mapToInt(c -> c.literals().size()).max().orElseThrow() + 1;
    }

    /** Row i has the i-th value of every type; the last row is NULL but for its key. */
    public static String insert(String name, int shift) {
        StringBuilder sql = new StringBuilder();
        for (int row = 0; row < rows(); row++) {
            sql.append("INSERT INTO ").append(name).append(" VALUES (").append(row);
            for (Case each : CASES) {
                sql.append(", ").append(literal(each, row, shift));
            }
            sql.append(");\n");
        }
        return sql.toString();
    }

    private static @Nullable String literal(Case each, int row, int shift) {
        int index = row + shift;
        return row == rows() - 1 ? "NULL" : each.literals().get(index % each.literals().size());
    }

    /** An expression that tells every value of the table from every other. */
    public static String fingerprint(String name) {
        StringBuilder sql = new StringBuilder("SELECT coalesce(string_agg(concat_ws('|', id");
        for (int i = 0; i < CASES.size(); i++) {
            String value = CASES.get(i).type().kind() == TypeKind.CHAR ? "concat(c" + i + ", '.')" : "c" + i + "::text";
            sql.append(", coalesce(").append(value).append(", '(null)')");
        }
        return sql.append("), E'\\n' ORDER BY id), '') FROM ").append(name).toString();
    }
}
