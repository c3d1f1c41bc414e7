package dev.wharf.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A workspace with SQLite files in its folder, and commands that are given there. */
final class ShellFolder {

    private final Path folder;
    private final ShellUnderTest shell = new ShellUnderTest();

    ShellFolder(Path folder) {
        this.folder = folder;
    }

    /** What a command says that ends with this exit code. */
    ShellUnderTest.Said said(int exitCode, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--workspace", folder.toString()));
        ShellUnderTest.Said said = shell.run(all);
        assertEquals(exitCode, said.exitCode(), () -> String.join(" ", words) + "\n" + said.out() + said.err());
        return said;
    }

    void run(String file, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(file));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
