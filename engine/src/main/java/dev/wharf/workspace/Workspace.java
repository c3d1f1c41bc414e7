package dev.wharf.workspace;

import dev.wharf.database.ConnectionSpec;
import dev.wharf.failure.Kind;
import dev.wharf.failure.Nearest;
import dev.wharf.failure.WharfException;
import dev.wharf.sandbox.SandboxSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What wharf.yaml says, with its defaults filled in.
 *
 * @param directory where wharf.yaml lies, absolute
 * @param connections by name, in the order of the file, with references to secrets as they are written; what is to be
 *     opened comes from {@link #connection}
 * @param batchRows rows a batch where neither plan nor command says otherwise
 * @param author template or model
 * @param modelSettings as they are written; what a model is asked with comes from {@link #model}
 */
public record Workspace(
        Path directory,
        Map<String, ConnectionSpec> connections,
        SandboxSettings sandbox,
        int batchRows,
        String author,
        ModelSettings modelSettings) {

    public static final int DEFAULT_BATCH_ROWS = 20_000;

    /** Without a word on models. */
    public Workspace(
            Path directory, Map<String, ConnectionSpec> connections, SandboxSettings sandbox, int batchRows, String author) {
        this(directory, connections, sandbox, batchRows, author, ModelSettings.DEFAULT);
    }

    public Workspace {
        connections = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(connections));
    }

    /** Where the plans' folders lie. */
    public Path plans() {
        return directory.resolve("plans");
    }

    /**
     * The connection of that name, with its references to secrets resolved now.
     *
     * @throws WharfException of kind USAGE with code {@code unknown-connection} or {@code secret-missing}
     */
    public ConnectionSpec connection(String name) {
        ConnectionSpec spec = connections.get(name);
        if (spec == null) {
            throw new WharfException(
                    Kind.USAGE,
                    "unknown-connection",
                    "wharf.yaml has no connection named " + name + "." + Nearest.question(name, connections.keySet()),
                    connections.isEmpty()
                            ? "Add one under `connections:`."
                            : "It has " + String.join(", ", connections.keySet()) + ".");
        }
        return new Secrets(directory, System::getenv).resolve(spec);
    }

    /**
     * The model's settings with their references to secrets resolved now.
     *
     * @throws WharfException of kind USAGE with code {@code secret-missing}
     */
    public ModelSettings model() {
        return new Secrets(directory, System::getenv).resolve(modelSettings);
    }
}
