package dev.wharf.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.catalog.DependencyOrder;
import dev.wharf.catalog.ForeignKey;
import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TableName;
import dev.wharf.testing.PostgresServer;
import dev.wharf.testing.PostgresTestDatabase;
import dev.wharf.testing.SqliteFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that nobody here made, in both products. */
class ChinookSurveyTest {

    private static final String FOREIGN_KEYS =
            """
            Album(ArtistId) to Artist(ArtistId)
            Customer(SupportRepId) to Employee(EmployeeId)
            Employee(ReportsTo) to Employee(EmployeeId)
            Invoice(CustomerId) to Customer(CustomerId)
            InvoiceLine(InvoiceId) to Invoice(InvoiceId)
            InvoiceLine(TrackId) to Track(TrackId)
            PlaylistTrack(PlaylistId) to Playlist(PlaylistId)
            PlaylistTrack(TrackId) to Track(TrackId)
            Track(AlbumId) to Album(AlbumId)
            Track(GenreId) to Genre(GenreId)
            Track(MediaTypeId) to MediaType(MediaTypeId)
            """;

    @TempDir
    Path folder;

    @Test
    void theSqliteFileIsSurveyedWhole() throws IOException {
        Path copy = Files.copy(chinook().resolve("chinook.sqlite"), folder.resolve("chinook.sqlite"));
        Schema schema = survey(SqliteFiles.spec("legacy", copy));
        assertEquals(
                "[Album 347, Artist 275, Customer 59, Employee 8, Genre 25, Invoice 412, InvoiceLine 2240, MediaType 5,"
                        + " Playlist 18, PlaylistTrack 8715, Track 3503]",
                schema.tables().stream().map(t -> t.name() + " " + t.rows()).toList().toString());
        assertEquals(FOREIGN_KEYS, foreignKeys(schema));
        DependencyOrder order = DependencyOrder.of(schema.tables());
        assertEquals(
                "[Artist, Album, Employee, Customer, Genre, Invoice, MediaType, Playlist, Track, InvoiceLine, PlaylistTrack]",
                order.order().toString());
        assertEquals(List.of(TableName.of("Employee")), order.selfReferences());
        assertEquals(List.of(), order.cycles());
        assertEquals(
                List.of("PlaylistId", "TrackId"),
                schema.table("PlaylistTrack").orElseThrow().primaryKey());
    }

    @Test
    void thePostgresScriptGivesTheSameShapeUnderOtherNames() throws IOException {
        Path script = chinook().resolve("chinook-postgresql.sql");
        PostgresTestDatabase database = PostgresServer.newest().freshDatabase();
        database.execute(withoutDatabase(Files.readString(script)));
        Schema schema = survey(database.source("legacy"));
        assertEquals(11, schema.tables().size());
        assertEquals(FOREIGN_KEYS.toLowerCase(java.util.Locale.ROOT), foreignKeys(schema).replace("_", ""));
        assertEquals(
                List.of(TableName.of("employee")), DependencyOrder.of(schema.tables()).selfReferences());
        assertTrue(schema.tables().stream().noneMatch(t -> t.primaryKey().isEmpty()));
    }

    /** The script makes a database of its own and goes there by psql's own command. */
    private static String withoutDatabase(String script) {
        return String.join("\n", script.lines()
                .filter(l -> !l.startsWith("\\c") && !l.startsWith("DROP DATABASE") && !l.startsWith("CREATE DATABASE"))
                .toList());
    }

    private static Path chinook() {
        String data = System.getenv("WHARF_REAL_DATA");
        Assumptions.assumeTrue(data != null && !data.isEmpty(), "WHARF_REAL_DATA names no folder with real databases");
        return Path.of(data, "chinook");
    }

    private static Schema survey(ConnectionSpec spec) {
        try (Database database = Databases.open(spec)) {
            return database.survey();
        }
    }

    private static String foreignKeys(Schema schema) {
        StringBuilder text = new StringBuilder();
        for (Table table : schema.tables()) {
            table.foreignKeys().stream()
                    .sorted((a, b) -> a.columns().toString().compareTo(b.columns().toString()))
                    .forEach(key -> text.append(line(table, key)));
        }
        return text.toString();
    }

    private static String line(Table table, ForeignKey key) {
        return table.name() + "(" + String.join(",", key.columns()) + ") to " + key.table() + "("
                + String.join(",", key.referenced()) + ")\n";
    }
}
