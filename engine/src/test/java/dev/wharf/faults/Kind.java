package dev.wharf.faults;

import dev.wharf.catalog.Dialect;
import dev.wharf.database.ConnectionLost;
import dev.wharf.database.Databases;
import dev.wharf.sandbox.SandboxFailure;
import dev.wharf.sandbox.TransformSession;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The kinds of faults. Where a database can be brought to fail by itself, it does. */
enum Kind {
    /** The engine is gone before the call; all its sessions end, nothing is cleaned up. */
    CRASH(call -> true),
    /** As {@link #CRASH}; afterwards the run is rolled back, not resumed. */
    CRASH_THEN_ROLLBACK(call -> true),
    /** Somebody asks for a pause. */
    PAUSE(call -> true),
    /** Something throws what nobody expects. */
    DEFECT(call -> true),
    /** The target's session is cut before the call reaches it. */
    TARGET_LOST(call -> call.where() == Call.Where.TARGET),
    /** The target commits, and the answer is lost. */
    COMMIT_ANSWER_LOST(call -> call.where() == Call.Where.TARGET && call.commits()),
    /** The source's sessions are cut. */
    SOURCE_LOST(call -> call.where() == Call.Where.SOURCE),
    /** The container does not start, or dies with rows under way. */
    CONTAINER_DIES(call -> call.where() == Call.Where.SANDBOX),
    SERIALIZATION_FAILURE(Kind::onPostgres),
    DEADLOCK(Kind::onPostgres),
    LOCK_TIMEOUT(Kind::onPostgres),
    DISK_FULL(Kind::onPostgres),
    OUT_OF_MEMORY(Kind::onPostgres),
    /** The administrator ends every session of both databases, as a restart does. */
    SERVER_RESTARTS(call -> call.dialect() == Dialect.POSTGRESQL),
    /** The file may not grow any more, for one call. */
    FILE_FULL(call -> onSqlite(call) && !call.is("begin") && !call.is("commit") && !call.is("rollback")),
    /** Another program holds the file longer than anyone waits. */
    FILE_BUSY(call -> onSqlite(call) && (call.is("begin") || call.is("commit")));

    private final java.util.function.Predicate<Call> fits;

    Kind(java.util.function.Predicate<Call> fits) {
        this.fits = fits;
    }

    private static boolean onPostgres(Call call) {
        return call.where() == Call.Where.TARGET && call.dialect() == Dialect.POSTGRESQL && call.connection() != null;
    }

    private static boolean onSqlite(Call call) {
        return call.where() == Call.Where.TARGET && call.dialect() == Dialect.SQLITE && call.connection() != null;
    }

    boolean kills() {
        return this == CRASH || this == CRASH_THEN_ROLLBACK;
    }

    Fault in(Scenario scenario, Runnable pause) {
        return new Fault() {
            @Override
            public boolean fits(Call call) {
                return fits.test(call);
            }

            @Override
            public @Nullable Object instead(Injector injector, Call call, Injector.Real real) throws Throwable {
                return Kind.this.happen(scenario, pause, injector, call, real);
            }
        };
    }

    private @Nullable Object happen(Scenario scenario, Runnable pause, Injector injector, Call call, Injector.Real real)
            throws Throwable {
        return switch (this) {
            case CRASH, CRASH_THEN_ROLLBACK -> {
                injector.die(scenario::takeImage);
                yield null;
            }
            case PAUSE -> {
                pause.run();
                yield injector.pass(call, real);
            }
            case DEFECT -> throw new IllegalStateException("nobody expects this");
            case TARGET_LOST -> targetLost(injector, call, real);
            case COMMIT_ANSWER_LOST -> {
                injector.pass(call, real);
                yield targetLost(injector, call, () -> {
                    throw new ConnectionLost("The answer was lost.", new SQLException("lost", "08006"));
                });
            }
            case SOURCE_LOST -> sourceLost(scenario, injector, call, real);
            case CONTAINER_DIES -> containerDies(call, real);
            case SERIALIZATION_FAILURE -> raised(call, "40001");
            case DEADLOCK -> raised(call, "40P01");
            case LOCK_TIMEOUT -> raised(call, "55P03");
            case DISK_FULL -> raised(call, "53100");
            case OUT_OF_MEMORY -> raised(call, "53200");
            case SERVER_RESTARTS -> {
                scenario.cutEverySession();
                yield injector.pass(call, real);
            }
            case FILE_FULL -> fileFull(call);
            case FILE_BUSY -> scenario.target().busyDuring(call, () -> injector.pass(call, real));
        };
    }

    /** A reset, as the driver meets it; SQLite has none, there the system fails to read or write. */
    private static @Nullable Object targetLost(Injector injector, Call call, Injector.Real real) throws Throwable {
        if (call.dialect() == Dialect.SQLITE || call.connection() == null) {
            throw thrown(call, (sql, state) -> new SQLiteException(sql, SQLiteErrorCode.SQLITE_IOERR), "08006");
        }
        call.connection().abort(Runnable::run);
        return injector.pass(call, real);
    }

    private static @Nullable Object sourceLost(Scenario scenario, Injector injector, Call call, Injector.Real real)
            throws Throwable {
        if (call.dialect() == Dialect.SQLITE) {
            throw new ConnectionLost(
                    "The SQLite file could not be read.", new SQLiteException("io", SQLiteErrorCode.SQLITE_IOERR));
        }
        scenario.source().cutEverySession();
        return injector.pass(call, real);
    }

    private static Object containerDies(Call call, Injector.Real real) throws Throwable {
        SandboxFailure died = new SandboxFailure(SandboxFailure.Cause.DIED, -1, "the container was killed");
        Object result = real.call();
        if (result instanceof TransformSession session) {
            session.close();
            throw died;
        }
        return CompletableFuture.failedFuture(died);
    }

    /** The server itself raises the error, so that the transaction is in the state that it really leaves. */
    private static @Nullable Object raised(Call call, String state) throws Throwable {
        try (Statement statement = java.util.Objects.requireNonNull(call.connection()).createStatement()) {
            statement.execute("DO $$ BEGIN RAISE EXCEPTION 'injected' USING ERRCODE = '" + state + "'; END $$");
            throw new IllegalStateException("the server raised nothing");
        } catch (SQLException e) {
            throw call.jdbc() ? e : Databases.failure(Dialect.POSTGRESQL, e);
        }
    }

    private static Throwable thrown(Call call, BiFunction<String, String, SQLException> exception, String state) {
        SQLException e = call.dialect() == Dialect.SQLITE
                ? exception.apply("the system failed", state)
                : new SQLException("the connection was reset", state);
        return call.jdbc() ? e : Databases.failure(java.util.Objects.requireNonNull(call.dialect()), e);
    }

    /** A statement that needs a page more than the file may have; SQLite may end the transaction by itself then. */
    private static @Nullable Object fileFull(Call call) throws Throwable {
        try (Statement statement = java.util.Objects.requireNonNull(call.connection()).createStatement()) {
            statement.execute("PRAGMA max_page_count = 1");
            try {
                statement.execute("CREATE TABLE room_for_nothing (x)");
                throw new IllegalStateException("there was room");
            } finally {
                statement.execute("PRAGMA max_page_count = 1073741823");
            }
        } catch (SQLException e) {
            throw call.jdbc() ? e : Databases.failure(Dialect.SQLITE, e);
        }
    }
}
