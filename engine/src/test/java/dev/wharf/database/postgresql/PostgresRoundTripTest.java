package dev.wharf.database.postgresql;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.wharf.catalog.Table;
import dev.wharf.database.Moving;
import dev.wharf.database.RowHasher;
import dev.wharf.database.StoredRow;
import dev.wharf.database.TakeBackOutcome;
import dev.wharf.database.TargetSession;
import dev.wharf.database.WriteMode;
import dev.wharf.database.WriteOutcome;
import dev.wharf.database.WrittenRow;
import dev.wharf.testing.PostgresServer;
import dev.wharf.testing.PostgresTestDatabase;
import dev.wharf.wire.RowChunk;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PostgresRoundTripTest {

    private static final Table TABLE = PostgresTypes.table("everything");

    @ParameterizedTest
    @EnumSource(PostgresServer.Version.class)
    void everyTypeArrivesAsItWas(PostgresServer.Version version) throws SQLException {
        PostgresTestDatabase from = made(version, 0, false);
        // Another enum first, so that the same names have other oids.
        PostgresTestDatabase to = PostgresServer.of(version).freshDatabase();
        to.execute("CREATE TYPE other AS ENUM ('x');" + PostgresTypes.SETUP + PostgresTypes.create("everything"));
        PostgresDatabase source = new PostgresDatabase(from.source("from"));
        PostgresDatabase target = new PostgresDatabase(to.target("to"));

        Moving.Moved moved = Moving.move(source, TABLE, target, TABLE, WriteMode.INSERT);

        assertEquals(PostgresTypes.rows(), moved.outcomes().size());
        assertEquals(fingerprint(from), fingerprint(to));
        RowHasher hasher = target.hasher(TABLE.columns());
        try (TargetSession session = target.openTarget()) {
            List<StoredRow> stored = session.find(TABLE, List.of("id"), keys(), TABLE.columns());
            RowChunk written = moved.written().getFirst();
            assertEquals(1, moved.written().size());
            for (int row = 0; row < written.rows(); row++) {
                assertArrayEquals(
                        hasher.hash(written.bytes(), written.starts()[row]),
                        hasher.hash(stored.get(row).tuple(), 0));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(PostgresServer.Version.class)
    void whatAnUpsertChangedIsRestoredExactly(PostgresServer.Version version) throws SQLException {
        PostgresTestDatabase from = made(version, 1, false);
        PostgresTestDatabase to = made(version, 0, true);
        String before = fingerprint(to);
        PostgresDatabase source = new PostgresDatabase(from.source("from"));
        PostgresDatabase target = new PostgresDatabase(to.target("to"));

        Moving.Moved moved = Moving.move(source, TABLE, target, TABLE, WriteMode.UPSERT);

        assertEquals(fingerprint(from), fingerprint(to));
        assertNotEquals(before, fingerprint(to));
        List<WrittenRow> rows = new ArrayList<>();
        for (int i = 0; i < moved.outcomes().size() - 1; i++) {
            WriteOutcome outcome = moved.outcomes().get(i);
            assertEquals(WriteOutcome.Kind.UPDATED, outcome.kind());
            rows.add(new WrittenRow(List.of(Integer.toString(i)), List.of(moved.transaction()), null, outcome.beforeImage()));
        }
        // The row that is NULL on both sides.
        assertEquals(WriteOutcome.Kind.EXISTING, moved.outcomes().getLast().kind());
        try (TargetSession session = target.openTarget()) {
            session.begin();
            for (TakeBackOutcome outcome : session.takeBack(TABLE, List.of("id"), rows)) {
                assertEquals(new TakeBackOutcome(TakeBackOutcome.Kind.RESTORED, ""), outcome);
            }
            session.commit();
        }
        assertEquals(before, fingerprint(to));
        assertEquals(0, Moving.move(source, TABLE, target, TABLE, WriteMode.SKIP_EXISTING).outcomes().stream()
                .filter(o -> o.kind() != WriteOutcome.Kind.EXISTING).count());
    }

    @ParameterizedTest
    @EnumSource(PostgresServer.Version.class)
    void anUpsertOfTheSameChangesNothing(PostgresServer.Version version) throws SQLException {
        PostgresTestDatabase from = made(version, 0, false);
        PostgresTestDatabase to = made(version, 0, true);
        String before = fingerprint(to);

        Moving.Moved moved = Moving.move(
                new PostgresDatabase(from.source("from")), TABLE, new PostgresDatabase(to.target("to")), TABLE, WriteMode.UPSERT);

        assertEquals(List.of(WriteOutcome.Kind.EXISTING),
                moved.outcomes().stream().map(WriteOutcome::kind).distinct().toList());
        assertEquals(before, fingerprint(to));
    }

    private static PostgresTestDatabase made(PostgresServer.Version version, int shift, boolean otherOids) {
        PostgresTestDatabase database = PostgresServer.of(version).freshDatabase();
        database.execute((otherOids ? "CREATE TYPE other AS ENUM ('x');" : "") + PostgresTypes.SETUP
                + PostgresTypes.create("everything") + ";" + PostgresTypes.insert("everything", shift));
        return database;
    }

    private static List<List<String>> keys() {
        return IntStream.range(0, PostgresTypes.rows()).mapToObj(i -> List.of(Integer.toString(i))).toList();
    }

    private static String fingerprint(PostgresTestDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(PostgresTypes.fingerprint("everything"))) {
            row.next();
            return row.getString(1);
        }
    }
}
