package dev.wharf.shell.line;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The options that stand before or after any command.
 *
 * @param workspace the folder that was named, null where none was
 * @param yes answers whatever the command would ask
 */
public record Globals(@Nullable Path workspace, Format format, boolean quiet, boolean stacktrace, boolean yes) {

    /** How a command answers. */
    public enum Format {
        TEXT,
        JSON
    }

    static final List<Parameter.Named> OPTIONS = List.of(
            option("workspace", "DIR", "the folder with wharf.yaml; else the current one or its nearest parent", Path.class),
            option("format", "text|json", "how to answer; json is one document on stdout", Format.class),
            option("quiet", "", "no progress and no remarks on stderr", Boolean.class),
            option("yes", "", "answer yes to what approve, apply and rollback ask", Boolean.class),
            option("stacktrace", "", "show where in Wharf a failure came from", Boolean.class),
            option("help", "", "show the help of the command", Boolean.class),
            option("version", "", "show the version", Boolean.class));

    private static Parameter.Named option(String name, String placeholder, String description, Class<?> type) {
        return new Parameter.Named(name, placeholder, description, false, null, type);
    }

    static Optional<Parameter.Named> option(String name) {
        return OPTIONS.stream().filter(o -> o.name().equals(name)).findFirst();
    }

    /** The format and the switches that count even for a line that cannot be parsed. */
    static Globals foreseen(List<String> words) {
        Format format = Format.TEXT;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("--")) {
                break;
            }
            if (word.equals("--format=json")
                    || word.equals("--format") && i + 1 < words.size() && words.get(i + 1).equals("json")) {
                format = Format.JSON;
            }
        }
        return new Globals(null, format, words.contains("--quiet"), words.contains("--stacktrace"), false);
    }
}
