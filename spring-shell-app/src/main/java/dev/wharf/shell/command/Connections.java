package dev.wharf.shell.command;

import dev.wharf.catalog.Dialect;
import dev.wharf.database.ConnectionSpec;
import dev.wharf.shell.line.Usage;
import dev.wharf.workspace.Workspace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which connections a command means that names none: of just two, the first is the source and the second the target. */
final class Connections {

    private Connections() {}

    static String source(Workspace workspace, String command, @Nullable String named) {
        return named == null ? defaults(workspace, command, "--source").getFirst() : known(workspace, named);
    }

    static String target(Workspace workspace, String command, @Nullable String named) {
        return named == null ? defaults(workspace, command, "--target").getLast() : known(workspace, named);
    }

    /** The one that was named, else the first of the file. */
    static String first(Workspace workspace, @Nullable String named) {
        if (named != null) {
            return known(workspace, named);
        }
        if (workspace.connections().isEmpty()) {
            throw none();
        }
        return workspace.connections().keySet().iterator().next();
    }

    /** The one that was named, else the last of the file. */
    static String last(Workspace workspace, @Nullable String named) {
        if (named != null) {
            return known(workspace, named);
        }
        if (workspace.connections().isEmpty()) {
            throw none();
        }
        return List.copyOf(workspace.connections().keySet()).getLast();
    }

    /** Told from the URL, without resolving secrets that are not needed for it. */
    static Dialect dialect(Workspace workspace, String name) {
        ConnectionSpec raw = workspace.connections().get(name);
        String url = raw == null || raw.url().startsWith("${")
                ? workspace.connection(name).url()
                : raw.url();
        return url.startsWith("jdbc:sqlite:") ? Dialect.SQLITE : Dialect.POSTGRESQL;
    }

    private static String known(Workspace workspace, String named) {
        if (!workspace.connections().containsKey(named)) {
            workspace.connection(named);
        }
        return named;
    }

    private static List<String> defaults(Workspace workspace, String command, String option) {
        List<String> names = List.copyOf(workspace.connections().keySet());
        if (names.size() != 2) {
            throw Usage.error(
                    "connection-unnamed",
                    command + " was not told " + option + ", and wharf.yaml has " + names.size()
                            + " connections; only of two it is clear which is which.",
                    names.isEmpty()
                            ? "Add connections to wharf.yaml."
                            : "Give " + option + ", one of " + String.join(", ", names) + ".");
        }
        return names;
    }

    private static RuntimeException none() {
        return Usage.error(
                "connection-unnamed", "wharf.yaml has no connection.", "Add one under `connections:`.");
    }
}
