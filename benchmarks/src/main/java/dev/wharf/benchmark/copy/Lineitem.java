package dev.wharf.benchmark.copy;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The table that is copied: sixteen columns in the manner of TPC-H's lineitem, about 200 bytes a row, with one number as key.
 * Row {@code n} is a function of {@code n} alone. A few comments are NULL, empty or hold letters outside ASCII, and times have
 * microseconds, because movers differ in what they make of these.
 */
record Lineitem(
        long id,
        long order,
        int part,
        int supplier,
        int line,
        long quantity,
        long price,
        long discount,
        long tax,
        String returned,
        String status,
        LocalDate shipped,
        LocalDate committed,
        LocalDateTime received,
        String mode,
        @Nullable String comment) {

    /** What a column holds, which decides how two databases' values are compared. */
    enum Content {
        NUMBER,
        TIME,
        TEXT
    }

    /**
     * A column and its types.
     *
     * @param changed what the migration class makes of it, as SQL; null where it is copied
     * @param accessor how the class reads it where it copies nothing
     */
    record Column(String name, String postgres, String sqlite, Content content, @Nullable String changed, String accessor) {}

    static final String TABLE = "lineitem";
    static final List<Column> COLUMNS = List.of(
            new Column("l_id", "bigint", "INTEGER", Content.NUMBER, null, "bigint"),
            new Column("l_orderkey", "bigint", "BIGINT", Content.NUMBER, null, "bigint"),
            new Column("l_partkey", "integer", "INTEGER", Content.NUMBER, null, "integer"),
            new Column("l_suppkey", "integer", "INTEGER", Content.NUMBER, null, "integer"),
            new Column("l_linenumber", "integer", "INTEGER", Content.NUMBER, null, "integer"),
            new Column("l_quantity", "numeric(15,2)", "DECIMAL(15,2)", Content.NUMBER, null, "decimal"),
            new Column("l_extendedprice", "numeric(15,2)", "DECIMAL(15,2)", Content.NUMBER, null, "decimal"),
            new Column("l_discount", "numeric(15,2)", "DECIMAL(15,2)", Content.NUMBER, null, "decimal"),
            new Column("l_tax", "numeric(15,2)", "DECIMAL(15,2)", Content.NUMBER, "l_tax + 1", "decimal"),
            new Column("l_returnflag", "char(1)", "CHAR(1)", Content.TEXT, null, "text"),
            new Column("l_linestatus", "char(1)", "CHAR(1)", Content.TEXT, null, "text"),
            new Column("l_shipdate", "date", "DATE", Content.TIME, null, "date"),
            new Column("l_commitdate", "date", "DATE", Content.TIME, null, "date"),
            new Column("l_received", "timestamp", "TIMESTAMP", Content.TIME, null, "timestamp"),
            new Column("l_shipmode", "varchar(10)", "VARCHAR(10)", Content.TEXT, "lower(l_shipmode)", "text"),
            new Column("l_comment", "varchar(150)", "VARCHAR(150)", Content.TEXT, null, "text"));

    private static final LocalDate FIRST_DAY = LocalDate.of(1992, 1, 2);
    private static final String[] MODES = {"AIR", "FOB", "MAIL", "RAIL", "REG AIR", "SHIP", "TRUCK"};
    private static final String[] WORDS = {
        "carefully", "final", "deposits", "sleep", "quickly", "bold", "requests", "among", "the", "furiously", "ironic", "accounts",
        "haggle", "slyly", "express", "packages", "even", "pending", "theodolites", "above", "regular", "platelets", "cajole", "silent"
    };

    static Lineitem of(long id) {
        long a = mix(id);
        long b = mix(a);
        LocalDate shipped = FIRST_DAY.plusDays(below(a, 8, 2500));
        long quantity = 100 * (1 + below(a, 24, 50));
        return new Lineitem(
                id,
                id / 4 * 8 + id % 4,
                1 + below(a, 20, 200_000),
                1 + below(b, 20, 10_000),
                (int) (1 + id % 4),
                quantity,
                quantity * (900 + below(b, 8, 100_000)) / 100,
                below(a, 40, 11),
                below(b, 40, 9),
                below(a, 44, 2) == 0 ? "N" : "R",
                below(b, 44, 2) == 0 ? "O" : "F",
                shipped,
                shipped.plusDays(below(b, 48, 60) - 30),
                shipped.plusDays(1 + below(a, 48, 30)).atTime(below(b, 4, 24), below(a, 4, 60), below(b, 12, 60), 1000 * below(a, 12, 1_000_000)),
                MODES[below(a, 52, MODES.length)],
                comment(id, b));
    }

    private static @Nullable String comment(long id, long seed) {
        if (id % 401 == 0) {
            return null;
        }
        if (id % 301 == 0) {
            return "";
        }
        StringBuilder text = new StringBuilder(128);
        long words = mix(seed);
        int length = 70 + below(seed, 30, 50);
        if (id % 97 == 0) {
            text.append("déjà vu ");
        }
        while (text.length() < length) {
            text.append(WORDS[below(words, 16, WORDS.length)]).append(' ');
            words = mix(words);
        }
        return text.substring(0, length - 1);
    }

    /** SplitMix64's output function. */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private static int below(long bits, int shift, int bound) {
        return (int) ((bits >>> shift & 0xFFFFF) % bound);
    }

    /** A line of PostgreSQL's COPY in text format; no value holds a tab, a line end or a backslash. */
    void appendTo(StringBuilder line) {
        line.append(id).append('\t').append(order).append('\t').append(part).append('\t').append(supplier).append('\t').append(line()).append('\t');
        for (long cents : new long[] {quantity, price, discount, tax}) {
            line.append(cents / 100).append('.').append((char) ('0' + cents / 10 % 10)).append((char) ('0' + cents % 10)).append('\t');
        }
        line.append(returned).append('\t').append(status).append('\t').append(shipped).append('\t').append(committed).append('\t');
        line.append(receivedText()).append('\t').append(mode).append('\t').append(comment == null ? "\\N" : comment).append('\n');
    }

    /** As PostgreSQL writes it: a blank, and no zeros at the end of the fraction. */
    String receivedText() {
        StringBuilder text = new StringBuilder(26).append(received.toLocalDate()).append(' ');
        int micros = received.getNano() / 1000;
        text.append(twoDigits(received.getHour())).append(':').append(twoDigits(received.getMinute())).append(':').append(twoDigits(received.getSecond()));
        if (micros != 0) {
            text.append('.').append(Integer.toString(1_000_000 + micros), 1, 7);
            while (text.charAt(text.length() - 1) == '0') {
                text.setLength(text.length() - 1);
            }
        }
        return text.toString();
    }

    private static String twoDigits(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }

    static String postgresTable() {
        return "CREATE TABLE " + TABLE + " (" + columns(Dialect.POSTGRESQL) + ")";
    }

    static String sqliteTable() {
        return "CREATE TABLE " + TABLE + " (" + columns(Dialect.SQLITE) + ")";
    }

    private enum Dialect {
        POSTGRESQL,
        SQLITE
    }

    private static String columns(Dialect dialect) {
        return String.join(
                ", ",
                COLUMNS.stream()
                        .map(column -> column.name() + " " + (dialect == Dialect.POSTGRESQL ? column.postgres() : column.sqlite())
                                + (column.name().equals("l_id") ? " PRIMARY KEY" : column.name().equals("l_comment") ? "" : " NOT NULL"))
                        .toList());
    }
}
