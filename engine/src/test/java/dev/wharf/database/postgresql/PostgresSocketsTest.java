package dev.wharf.database.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.database.TargetSession;
import dev.wharf.testing.PostgresServer;
import dev.wharf.testing.PostgresTestDatabase;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;

class PostgresSocketsTest {

    /** The system's tables of connections; Java's sockets stand in the second where the system speaks IPv6. */
    private static final List<Path> CONNECTIONS = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

    @Test
    void askForALifeSignAfterHalfAMinute() throws Exception {
        try (Socket socket = new PostgresSockets().createSocket()) {
            assumeTrue(socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE));
            assertEquals(30, socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE));
            assertEquals(3, socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT));
        }
    }

    @Test
    void areThoseThatSessionsUse() throws Exception {
        assumeTrue(CONNECTIONS.stream().allMatch(Files::isReadable));
        PostgresTestDatabase server = PostgresServer.newest().freshDatabase();
        String port = ":%04X".formatted(URI.create(server.url().substring("jdbc:".length())).getPort());
        try (Database database = Databases.open(server.target("app"));
                TargetSession session = database.openTarget()) {
            assertTrue(session.connection().isValid(5));

            // local, remote, state 01, queues, then 02 for a keep-alive timer with its rest in hundredths of a second
            List<String> lines = new ArrayList<>();
            for (Path table : CONNECTIONS) {
                lines.addAll(Files.readAllLines(table));
            }
            List<Long> timers = lines.stream()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(fields -> fields[2].toUpperCase(Locale.ROOT).endsWith(port) && fields[3].equals("01"))
                    .filter(fields -> fields[5].startsWith("02:"))
                    .map(fields -> Long.parseLong(fields[5].substring(3), 16))
                    .toList();

            assertTrue(timers.stream().anyMatch(rest -> rest <= 3000), timers::toString);
        }
    }
}
