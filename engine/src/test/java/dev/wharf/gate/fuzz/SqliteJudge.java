package dev.wharf.gate.fuzz;

import dev.wharf.catalog.Dialect;
import dev.wharf.testing.SqliteFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * SQLite on a scratch file that may be written, without any of the guards that the engine's sessions have. What a text does
 * shows in the file, the folder, the attached databases and the settings; what it would do shows in its program (EXPLAIN).
 */
final class SqliteJudge implements SqlJudge {

    private static final Set<String> OPCODES = Set.of(
            "OpenWrite", "Destroy", "ParseSchema", "CreateBtree", "SetCookie", "Vacuum", "JournalMode", "Checkpoint", "VUpdate",
            "VCreate", "VDestroy", "Savepoint", "AutoCommit", "SqlExec", "MaxPgcnt", "IncrVacuum", "IntegrityCk", "DropTable", "Pagecount",
            "ReadCookie");
    private static final Pattern CALLS = Pattern.compile(
            "(random|randomblob|zeroblob|load_extension|last_insert_rowid|changes|total_changes|sqlite_\\w+|readfile|writefile|edit|eval"
                    + "|fts3_tokenizer|current_\\w+|soundex|unlikely|likelihood)\\(-?\\d+\\)");
    private static final Pattern CATALOG = Pattern.compile("(?i)\\b(sqlite_|pragma_|dbstat|bytecode|tables_used|generate_series)");
    private static final List<String> PRAGMAS = List.of(
            "user_version", "application_id", "journal_mode", "foreign_keys", "query_only", "synchronous", "cache_size", "temp_store",
            "locking_mode", "recursive_triggers", "writable_schema", "encoding", "page_count");

    private final Path folder;
    private final Path file;
    private final Connection connection;
    private final String before;

    SqliteJudge() {
        try {
            folder = Files.createTempDirectory("wharf-fuzz");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        file = SqliteFiles.make(folder.resolve("fuzz.db"), SqlSchema.statements(Dialect.SQLITE).toArray(String[]::new));
        try {
            connection = SqliteFiles.connect(file);
            before = state();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String judge(String sql) {
        String came = program(sql);
        run(sql);
        run("SELECT * FROM (\n" + sql + "\n)");
        try {
            String after = state();
            if (!after.equals(before)) {
                throw new Escape("the database changed from [" + before + "] to [" + after + "]");
            }
        } catch (SQLException e) {
            throw new Escape("the database cannot be read any more: " + e.getMessage());
        }
        return came;
    }

    /** What SQLite compiled of the text. */
    private String program(String sql) {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery("EXPLAIN " + sql)) {
            while (rows.next()) {
                if (rows.getString("opcode").equals("OpenRead") && rows.getInt("p2") == 1) {
                    throw new Escape("it reads the schema's own table");
                }
                if (rows.getString("opcode").equals("VOpen") && CATALOG.matcher(read(sql)).find()) {
                    throw new Escape("it reads a table that every database has");
                }
                String called = rows.getString("p4");
                if (OPCODES.contains(rows.getString("opcode")) || (called != null && CALLS.matcher(called).matches())) {
                    throw new Escape("SQLite makes " + rows.getString("opcode") + " " + called + " of it");
                }
            }
            return "ran";
        } catch (SQLException e) {
            return "SQLite said " + e.getErrorCode();
        }
    }

    /** The text without its comments and literals. */
    private static String read(String sql) {
        return Tokens.cut(sql).stream()
                .filter(piece -> !piece.startsWith("--") && !piece.startsWith("/*") && !piece.startsWith("'"))
                .collect(Collectors.joining());
    }

    /** {@code executeUpdate} of sqlite-jdbc runs every statement that the text holds. */
    private void run(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            // what does not run does nothing
        }
    }

    private String state() throws SQLException {
        StringBuilder state = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            state.append(files.map(f -> f.getFileName().toString()).sorted().collect(Collectors.joining(" ")));
            state.append(Arrays.hashCode(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (Statement statement = connection.createStatement()) {
            for (String pragma : PRAGMAS) {
                state.append(' ').append(pragma).append('=').append(first(statement, "PRAGMA " + pragma));
            }
            state.append(" attached ").append(first(statement, "SELECT count(*) FROM pragma_database_list WHERE name <> 'temp'"));
            state.append(" temporary ").append(first(statement, "SELECT count(*) FROM sqlite_temp_master"));
            state.append(" changes ").append(first(statement, "SELECT total_changes()"));
        }
        return state.toString();
    }

    private static String first(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.list(folder)) {
            connection.close();
            for (Path left : files.toList()) {
                Files.delete(left);
            }
            Files.delete(folder);
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
