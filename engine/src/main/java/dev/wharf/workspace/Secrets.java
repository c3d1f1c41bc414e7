package dev.wharf.workspace;

import dev.wharf.database.ConnectionSpec;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * References to secrets: {@code ${env:NAME}} and {@code ${file:PATH}}, a path counted from the workspace. They are
 * resolved when a connection is asked for, so that a command does not fail for a connection that it does not use.
 */
final class Secrets {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]*)}");

    private final Path directory;
    private final UnaryOperator<@Nullable String> environment;

    Secrets(Path directory, UnaryOperator<@Nullable String> environment) {
        this.directory = directory;
        this.environment = environment;
    }

    static boolean isReference(String text) {
        return REFERENCE.matcher(text.strip()).matches();
    }

    static boolean holdsReference(String text) {
        return REFERENCE.matcher(text).find();
    }

    /** The connection with its references replaced, and with credentials moved out of its URL. */
    ConnectionSpec resolve(ConnectionSpec raw) {
        JdbcUrl url = JdbcUrl.parse(text(raw.name(), "url", raw.url()));
        String user = raw.user() == null ? url.user() : text(raw.name(), "user", raw.user());
        String password = raw.password() == null ? url.password() : text(raw.name(), "password", raw.password());
        return new ConnectionSpec(raw.name(), url.bare(), user, password, raw.allowSuperuser(), raw.workspace());
    }

    private String text(String connection, String key, String text) {
        Matcher match = REFERENCE.matcher(text);
        StringBuilder result = new StringBuilder();
        while (match.find()) {
            String value = match.group(1).equals("env")
                    ? variable(connection, key, match.group(2))
                    : file(connection, key, match.group(2));
            match.appendReplacement(result, Matcher.quoteReplacement(value));
        }
        return match.appendTail(result).toString();
    }

    private String variable(String connection, String key, String name) {
        String value = environment.apply(name);
        if (value == null) {
            throw new WharfException(
                    Kind.USAGE,
                    "secret-missing",
                    "The connection " + connection + " takes its " + key + " from the environment variable " + name
                            + ", which is not set.",
                    "Set " + name + " for this command, or change connections." + connection + "." + key
                            + " in wharf.yaml.");
        }
        return value;
    }

    private String file(String connection, String key, String path) {
        try {
            return Files.readString(directory.resolve(path)).stripTrailing();
        } catch (IOException | IllegalArgumentException e) {
            throw new WharfException(
                    Kind.USAGE,
                    "secret-missing",
                    "The connection " + connection + " takes its " + key + " from the file " + path
                            + ", which cannot be read.",
                    "Make the file readable for you, or change connections." + connection + "." + key
                            + " in wharf.yaml.",
                    e);
        }
    }
}
