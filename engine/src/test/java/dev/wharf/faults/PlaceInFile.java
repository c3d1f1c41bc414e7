package dev.wharf.faults;

import dev.wharf.database.ConnectionSpec;
import dev.wharf.testing.SqliteFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A SQLite file. An engine that dies in this process leaves what the files hold at that moment, a hot journal too. */
final class PlaceInFile extends Place {

    private static final List<String> ENDINGS = List.of("", "-journal", "-wal");

    private final String name;
    private final Path file;

    PlaceInFile(String name, Path folder) {
        this.name = name;
        this.file = SqliteFiles.make(folder.resolve(name + ".db"));
    }

    @Override
    ConnectionSpec spec() {
        return SqliteFiles.spec(name, file);
    }

    @Override
    Connection connect() throws SQLException {
        return SqliteFiles.connect(file);
    }

    @Override
    String audit() {
        return "";
    }

    @Override
    void remember() {
        copy(file, beside(".first"));
    }

    @Override
    void restore() {
        for (String ending : ENDINGS) {
            delete(beside(ending));
        }
        copy(beside(".first"), file);
    }

    @Override
    void takeImage() {
        // The file first: what its journal holds more is only undone twice.
        for (String ending : ENDINGS) {
            Path image = beside(".image" + ending);
            delete(image);
            if (Files.exists(beside(ending))) {
                copy(beside(ending), image);
            }
        }
    }

    @Override
    void afterDeath(List<AutoCloseable> leftOpen) {
        closeAll(leftOpen);
        for (String ending : ENDINGS) {
            Path image = beside(".image" + ending);
            delete(beside(ending));
            if (Files.exists(image)) {
                copy(image, beside(ending));
            }
        }
    }

    @Override
    @Nullable String left() {
        return null;
    }

    /** Nobody can ask a file who has it open. */
    @Override
    List<String> sessionsLeft() {
        return List.of();
    }

    @Override
    void cutEverySession() {
        throw new UnsupportedOperationException("nobody can end another program's session on a file");
    }

    /** Writers are kept out by a writer, a commit by a reader. */
    @Override
    @Nullable Object busyDuring(Call call, Injector.Real real) throws Throwable {
        try (Connection other = connect();
                Statement statement = other.createStatement();
                Statement own = java.util.Objects.requireNonNull(call.connection()).createStatement()) {
            own.execute("PRAGMA busy_timeout = 20");
            statement.execute(call.is("begin") ? "BEGIN IMMEDIATE" : "BEGIN");
            statement.executeQuery("SELECT count(*) FROM sqlite_schema").close();
            return real.call();
        }
    }

    private Path beside(String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
