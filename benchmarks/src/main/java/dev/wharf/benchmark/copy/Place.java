package dev.wharf.benchmark.copy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.copy.CopyIn;
import org.postgresql.jdbc.PgConnection;

/** Where a benchmark works: a folder, two servers, the rows in a source of each kind, and targets that are made anew. */
final class Place implements AutoCloseable {

    static final String SOURCE = "source";
    static final String TARGET = "copy";

    /** Part of the file's name: another generator makes another file. */
    private static final int DATA_VERSION = 1;

    private final Path root;
    private final Path folder;
    private final long rows;
    private final Postgres source;
    private final Postgres target;

    Place(Path root, Path folder, long rows) throws IOException {
        this.root = root;
        this.folder = folder;
        this.rows = rows;
        Postgres.delete(folder.resolve("servers"));
        Files.createDirectories(folder.resolve("logs"));
        Path binaries = Postgres.findBinaries(folder.resolve("postgresql"));
        source = Postgres.start(folder.resolve("servers/source"), binaries);
        try {
            target = Postgres.start(folder.resolve("servers/target"), binaries);
        } catch (IOException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    /** The top of the checkout. */
    Path root() {
        return root;
    }

    Path folder() {
        return folder;
    }

    Path log(String name) {
        return folder.resolve("logs").resolve(name.replaceAll("[^A-Za-z0-9.-]+", "-") + ".log");
    }

    long rows() {
        return rows;
    }

    Postgres source() {
        return source;
    }

    Postgres target() {
        return target;
    }

    Path sqliteSource() {
        return folder.resolve("lineitem-" + DATA_VERSION + "-" + rows + ".db");
    }

    Path sqliteTarget() {
        return folder.resolve("target.db");
    }

    void makePostgresSource() throws SQLException {
        source.freshDatabase(SOURCE);
        source.as(Postgres.WRITER, SOURCE, Lineitem.postgresTable());
        try (Connection connection = source.connect(SOURCE, Postgres.WRITER)) {
            CopyIn copy = connection.unwrap(PgConnection.class).getCopyAPI().copyIn("COPY " + Lineitem.TABLE + " FROM STDIN");
            StringBuilder lines = new StringBuilder();
            for (long id = 1; id <= rows; id++) {
                Lineitem.of(id).appendTo(lines);
                if (lines.length() > 1 << 16 || id == rows) {
                    byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
                    copy.writeToCopy(bytes, 0, bytes.length);
                    lines.setLength(0);
                }
            }
            copy.endCopy();
        }
        source.as(Postgres.WRITER, SOURCE, "GRANT SELECT ON " + Lineitem.TABLE + " TO " + Postgres.READER);
        source.sql(SOURCE, "VACUUM (ANALYZE, FREEZE) " + Lineitem.TABLE);
        source.settle();
    }

    /** Made once for a number of rows and kept. */
    void makeSqliteSource() throws SQLException, IOException {
        if (Files.exists(sqliteSource())) {
            return;
        }
        Path made = folder.resolve("lineitem.new");
        Files.deleteIfExists(made);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + made); Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = OFF");
            statement.execute("PRAGMA synchronous = OFF");
            statement.execute(Lineitem.sqliteTable());
            connection.setAutoCommit(false);
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO " + Lineitem.TABLE + " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")) {
                for (long id = 1; id <= rows; id++) {
                    bind(insert, Lineitem.of(id));
                    insert.execute();
                }
            }
            connection.commit();
        }
        Files.move(made, sqliteSource());
    }

    private static void bind(PreparedStatement insert, Lineitem row) throws SQLException {
        insert.setLong(1, row.id());
        insert.setLong(2, row.order());
        insert.setInt(3, row.part());
        insert.setInt(4, row.supplier());
        insert.setInt(5, row.line());
        // an affinity of NUMERIC keeps 17.00 as the integer 17
        insert.setDouble(6, row.quantity() / 100.0);
        insert.setDouble(7, row.price() / 100.0);
        insert.setDouble(8, row.discount() / 100.0);
        insert.setDouble(9, row.tax() / 100.0);
        insert.setString(10, row.returned());
        insert.setString(11, row.status());
        insert.setString(12, row.shipped().toString());
        insert.setString(13, row.committed().toString());
        insert.setString(14, row.receivedText());
        insert.setString(15, row.mode());
        insert.setString(16, row.comment());
    }

    /** An empty target; what was there is gone. */
    void freshTarget(Route route, Contender.Table table) {
        try {
            if (route.intoPostgres()) {
                target.freshDatabase(TARGET);
                if (table == Contender.Table.THERE) {
                    target.as(Postgres.WRITER, TARGET, Lineitem.postgresTable());
                }
                return;
            }
            for (String end : new String[] {"", "-journal", "-wal", "-shm", "-wharf-lock"}) {
                Files.deleteIfExists(Path.of(sqliteTarget() + end));
            }
            if (table == Contender.Table.THERE) {
                try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + sqliteTarget());
                        Statement statement = connection.createStatement()) {
                    statement.execute(Lineitem.sqliteTable());
                }
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("the target could not be made anew", e);
        }
    }

    @Override
    public void close() {
        source.close();
        target.close();
    }
}
