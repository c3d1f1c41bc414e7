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

    /** Stands where a connection's name would; no connection can be named so. */
    private static final String MODEL = "";

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

    /** The model's settings with their references replaced. */
    ModelSettings resolve(ModelSettings raw) {
        return new ModelSettings(
                raw.baseUrl() == null ? null : text(MODEL, "base-url", raw.baseUrl()),
                raw.apiKey() == null ? null : text(MODEL, "api-key", raw.apiKey()),
                raw.name() == null ? null : text(MODEL, "name", raw.name()),
                raw.maxRepairs(),
                raw.timeout(),
                raw.maxTokens(),
                raw.maxTime(),
                raw.share(),
                raw.price());
    }

    /** @param section the connection's name, or {@link #MODEL} */
    private String text(String section, String key, String text) {
        Matcher match = REFERENCE.matcher(text);
        StringBuilder result = new StringBuilder();
        while (match.find()) {
            String value = match.group(1).equals("env")
                    ? variable(section, key, match.group(2))
                    : file(section, key, match.group(2));
            match.appendReplacement(result, Matcher.quoteReplacement(value));
        }
        return match.appendTail(result).toString();
    }

    private String variable(String section, String key, String name) {
        String value = environment.apply(name);
        if (value == null) {
            throw new WharfException(
                    Kind.USAGE,
                    "secret-missing",
                    subject(section) + " takes its " + key + " from the environment variable " + name
                            + ", which is not set.",
                    "Set " + name + " for this command, or change " + path(section) + "." + key
                            + " in wharf.yaml.");
        }
        return value;
    }

    private String file(String section, String key, String path) {
        try {
            return Files.readString(directory.resolve(path)).stripTrailing();
        } catch (IOException | IllegalArgumentException e) {
            throw new WharfException(
                    Kind.USAGE,
                    "secret-missing",
                    subject(section) + " takes its " + key + " from the file " + path
                            + ", which cannot be read.",
                    "Make the file readable for you, or change " + path(section) + "." + key
                            + " in wharf.yaml.",
                    e);
        }
    }

    private static String subject(String section) {
        return section.equals(MODEL) ? "The model author" : "The connection " + section;
    }

    private static String path(String section) {
        return section.equals(MODEL) ? "model" : "connections." + section;
    }
}
