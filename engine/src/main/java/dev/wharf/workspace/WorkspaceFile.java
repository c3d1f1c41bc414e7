package dev.wharf.workspace;

import dev.wharf.database.ConnectionSpec;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.sandbox.SandboxSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds and reads wharf.yaml. Every problem of the file is reported at once, each with its line and column. */
public final class WorkspaceFile {

    public static final String NAME = "wharf.yaml";

    private static final long MAX_BYTES = 1 << 20;
    private static final Pattern CONNECTION_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,62}");

    private final Path directory;
    private final Problems problems = new Problems(NAME);

    private WorkspaceFile(Path directory) {
        this.directory = directory;
    }

    /** The folder with wharf.yaml that is meant in {@code start}: itself, else its nearest parent that has one. */
    public static Optional<Path> find(Path start) {
        for (Path at = start.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve(NAME))) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    /**
     * Reads the workspace that is meant in {@code start}, see {@link #find}.
     *
     * @throws WharfException of kind USAGE with code {@code workspace-missing} or as {@link #read}
     */
    public static Workspace findAndRead(Path start) {
        return read(find(start).orElseThrow(() -> missing(start, "Neither " + start.toAbsolutePath().normalize()
                + " nor a folder above it has a " + NAME + ".")));
    }

    /**
     * Reads the workspace in exactly this folder.
     *
     * @throws WharfException of kind USAGE with code {@code workspace-missing}, {@code workspace-unreadable} or
     *     {@code workspace-invalid}
     */
    public static Workspace read(Path directory) {
        Path absolute = directory.toAbsolutePath().normalize();
        Path file = absolute.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            throw missing(absolute, "The folder " + absolute + " has no " + NAME + ".");
        }
        return new WorkspaceFile(absolute).parse(text(file));
    }

    private static WharfException missing(Path start, String message) {
        return new WharfException(
                Kind.USAGE,
                "workspace-missing",
                message,
                "Go to the workspace, name it with --workspace DIR, or make one with"
                        + " `wharf init --source URL --target URL`.");
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw unreadable(file, "is greater than 1 MiB", null);
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw unreadable(file, "is not UTF-8 text", e);
        } catch (IOException e) {
            throw unreadable(file, "cannot be read", e);
        }
    }

    private static WharfException unreadable(Path file, String why, @Nullable Exception cause) {
        return new WharfException(
                Kind.USAGE,
                "workspace-unreadable",
                "The file " + file + " " + why + ".",
                "Look at its owner, rights and content; an example stands in docs/workspace.md.",
                cause);
    }

    private Workspace parse(String text) {
        Workspace workspace = null;
        try {
            workspace = workspace(new YamlSection("", YamlTree.parse(text), problems));
        } catch (YamlTree.Malformed e) {
            problems.add(e.place(), e.getMessage());
        }
        problems.refuseIfAny();
        if (workspace == null) {
            throw new IllegalStateException("a workspace without problems was not read");
        }
        return workspace;
    }

    private Workspace workspace(YamlSection root) {
        root.allow("connections", "model", "author", "sandbox", "batch");
        Map<String, ConnectionSpec> connections = connections(root.section("connections"));
        ModelSettings model = model(root.section("model"));
        String author = root.text("author").orElse("template");
        if (!List.of("template", "model").contains(author)) {
            root.refuse("author", "author is " + author + ", and it is template or model");
        }
        YamlSection batch = root.section("batch");
        batch.allow("rows");
        int rows = (int) batch.integer("rows", 1, 1_000_000, Workspace.DEFAULT_BATCH_ROWS);
        return new Workspace(directory, connections, sandbox(root.section("sandbox")), rows, author, model);
    }

    private Map<String, ConnectionSpec> connections(YamlSection section) {
        Map<String, ConnectionSpec> connections = new LinkedHashMap<>();
        for (String name : section.keys()) {
            if (!CONNECTION_NAME.matcher(name).matches()) {
                section.refuseKey(name, "the connection's name " + name
                        + " is not a letter followed by letters, digits, _ and -, at most 63 in all");
            }
            connection(name, section.section(name)).ifPresent(spec -> connections.put(name, spec));
        }
        return connections;
    }

    private Optional<ConnectionSpec> connection(String name, YamlSection section) {
        section.allow("url", "user", "password", "allow-superuser");
        Optional<String> url = section.text("url");
        if (url.isEmpty()) {
            section.refuseWhole("the connection " + name + " has no url, such as jdbc:sqlite:legacy.db");
        }
        url.ifPresent(text -> checkUrl(name, text, section));
        Optional<String> password = section.text("password");
        password.filter(text -> !Secrets.isReference(text))
                .ifPresent(text -> section.refuse(
                        "password",
                        "the password stands here as it is, and secrets stay outside; write \"" + reference(name)
                                + "\" or \"${file:PATH}\""));
        boolean allowSuperuser = section.bool("allow-superuser");
        return url.map(text -> new ConnectionSpec(
                name, text, section.text("user").orElse(null), password.orElse(null), allowSuperuser, directory));
    }

    private static void checkUrl(String name, String url, YamlSection section) {
        String password = JdbcUrl.parse(url).password();
        if (password != null && !Secrets.holdsReference(password)) {
            section.refuse(
                    "url",
                    "the url holds a password, and secrets stay outside; take it out and write password: \""
                            + reference(name) + "\"");
        } else if (!supported(url) && !Secrets.holdsReference(url)) {
            section.refuse(
                    "url",
                    "the url is " + JdbcUrl.parse(url).bare() + ", and it begins with jdbc:sqlite: or jdbc:postgresql:");
        }
    }

    static boolean supported(String url) {
        return url.startsWith("jdbc:sqlite:") && url.length() > "jdbc:sqlite:".length()
                || url.startsWith("jdbc:postgresql:") && url.length() > "jdbc:postgresql:".length();
    }

    static String reference(String connection) {
        return "${env:" + variable(connection) + "}";
    }

    static String variable(String connection) {
        return connection.toUpperCase(java.util.Locale.ROOT).replace('-', '_') + "_PASSWORD";
    }

    private static ModelSettings model(YamlSection section) {
        ModelSettings preset = ModelSettings.DEFAULT;
        section.allow("base-url", "api-key", "name", "max-repairs", "timeout", "max-tokens", "max-time", "share", "price");
        Optional<String> key = section.text("api-key");
        key.filter(text -> !Secrets.isReference(text))
                .ifPresent(text -> section.refuse(
                        "api-key",
                        "the key stands here as it is, and secrets stay outside; write \"${env:OPENAI_API_KEY}\""));
        section.text("base-url")
                .filter(url -> !Secrets.holdsReference(url) && !url.matches("https?://[^\\s@]+"))
                .ifPresent(url -> section.refuse(
                        "base-url", "the base-url begins with http:// or https://, has no blanks and no credentials"));
        List<String> share = section.texts("share");
        share.stream()
                .filter(column -> !column.matches("[^.]+(\\.[^.]+){1,2}"))
                .forEach(column -> section.refuse("share", column + " is no column: share names them as table.column"));
        return new ModelSettings(
                section.text("base-url").orElse(null),
                key.orElse(null),
                section.text("name").orElse(null),
                (int) section.integer("max-repairs", 0, 20, preset.maxRepairs()),
                section.duration("timeout", Duration.ofSeconds(1), Duration.ofHours(1), preset.timeout()),
                section.integer("max-tokens", 1_000, 100_000_000, preset.maxTokens()),
                section.duration("max-time", Duration.ofSeconds(1), Duration.ofHours(24), preset.maxTime()),
                share,
                price(section));
    }

    private static ModelSettings.@Nullable Price price(YamlSection section) {
        if (!section.keys().contains("price")) {
            return null;
        }
        YamlSection price = section.section("price");
        price.allow("input", "output");
        return new ModelSettings.Price(
                BigDecimal.valueOf(price.decimal("input", 0, 100_000, 0)), BigDecimal.valueOf(price.decimal("output", 0, 100_000, 0)));
    }

    private static SandboxSettings sandbox(YamlSection section) {
        SandboxSettings preset = SandboxSettings.DEFAULT;
        section.allow("memory", "cpus", "pids", "timeout", "row-timeout", "runtime");
        return new SandboxSettings(
                section.bytes("memory", 128L << 20, 1L << 40, preset.memoryBytes()),
                section.decimal("cpus", 0.1, 256, preset.cpus()),
                (int) section.integer("pids", 16, 4096, preset.pids()),
                section.duration("timeout", Duration.ofSeconds(1), Duration.ofHours(24), preset.batchTimeout()),
                section.duration("row-timeout", Duration.ofMillis(100), Duration.ofHours(1), preset.rowTimeout()),
                runtime(section));
    }

    private static @Nullable String runtime(YamlSection section) {
        String runtime = section.text("runtime").orElse(null);
        if (runtime != null && !runtime.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            section.refuse("runtime", "runtime is " + runtime + ", and it is a name that Docker knows a runtime by, such as runsc");
            return null;
        }
        return runtime;
    }
}
