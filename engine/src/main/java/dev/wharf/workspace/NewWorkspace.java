package dev.wharf.workspace;

import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a workspace with the connections {@code source} and {@code target}.
 *
 * @param directory where wharf.yaml was written, absolute
 * @param variables the environment variables that take the place of passwords in the URLs
 * @param passwordsLeftOut the options whose URL held a password, which was not written
 */
public record NewWorkspace(Path directory, List<String> variables, List<String> passwordsLeftOut) {

    public NewWorkspace {
        variables = List.copyOf(variables);
        passwordsLeftOut = List.copyOf(passwordsLeftOut);
    }

    /**
     * Writes wharf.yaml; the folder is made where it is missing.
     *
     * @throws WharfException of kind USAGE for a URL that is not supported, REFUSED with code {@code workspace-exists}
     *     where the folder has a wharf.yaml
     */
    public static NewWorkspace write(Path directory, String sourceUrl, String targetUrl) {
        Connection source = Connection.of("source", sourceUrl);
        Connection target = Connection.of("target", targetUrl);
        Path absolute = directory.toAbsolutePath().normalize();
        Path file = absolute.resolve(WorkspaceFile.NAME);
        try {
            Files.createDirectories(absolute);
            Files.writeString(file, text(source, target), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new WharfException(
                    Kind.REFUSED,
                    "workspace-exists",
                    "The file " + file + " is there already, and init never overwrites one.",
                    "Edit that file, or name another folder with --workspace DIR.",
                    e);
        } catch (IOException e) {
            throw new WharfException(
                    Kind.USAGE,
                    "workspace-unwritable",
                    "The file " + file + " cannot be written.",
                    "Name a folder that you may write with --workspace DIR.",
                    e);
        }
        List<String> variables = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (Connection connection : List.of(source, target)) {
            if (connection.url().password() != null) {
                variables.add(WorkspaceFile.variable(connection.name()));
                leftOut.add("--" + connection.name());
            }
        }
        return new NewWorkspace(absolute, variables, leftOut);
    }

    private static String text(Connection source, Connection target) {
        return """
                # A workspace of Wharf. A password never stands here: password: "${env:NAME}" takes it from the environment,
                # password: "${file:PATH}" from a file. A relative path of SQLite counts from this folder.
                connections:
                  %s
                  %s
                # Limits of the containers that run migration classes, with their defaults; timeout bounds one batch.
                # sandbox: { memory: 512m, cpus: 1.0, pids: 64, timeout: 5m, row-timeout: 10s }
                # batch: { rows: 20000 }
                """
                .formatted(source.yaml(), target.yaml());
    }

    private record Connection(String name, JdbcUrl url) {

        static Connection of(String name, String text) {
            if (!WorkspaceFile.supported(text)) {
                throw new WharfException(
                        Kind.USAGE,
                        "url-unsupported",
                        "--" + name + " is " + JdbcUrl.parse(text).bare()
                                + ", and it begins with jdbc:sqlite: or jdbc:postgresql:.",
                        "Write jdbc:sqlite:PATH or jdbc:postgresql://HOST:PORT/DATABASE?user=NAME.");
            }
            return new Connection(name, JdbcUrl.parse(text));
        }

        String yaml() {
            StringBuilder yaml = new StringBuilder(name + ": { url: " + quoted(url.bare()));
            String user = url.user();
            if (user != null) {
                yaml.append(", user: ").append(quoted(user));
            }
            if (url.password() != null) {
                yaml.append(", password: ").append(quoted(WorkspaceFile.reference(name)));
            }
            return yaml.append(" }").toString();
        }

        private static String quoted(@Nullable String text) {
            return "\"" + String.valueOf(text).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        }
    }
}
