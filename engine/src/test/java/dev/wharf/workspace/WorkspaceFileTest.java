package dev.wharf.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.database.ConnectionSpec;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.sandbox.SandboxSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WorkspaceFileTest {

    @TempDir
    Path folder;

    @Test
    void readsEveryKeyOfTheContract() throws IOException {
        write(
                """
                connections:
                  legacy: { url: "jdbc:sqlite:legacy.db" }
                  app:    { url: "jdbc:postgresql://localhost:5432/app", user: wharf, password: "${env:PATH}", allow-superuser: true }
                model:   { base-url: "${env:OPENAI_BASE_URL}", api-key: "${env:OPENAI_API_KEY}", name: "gpt-5", max-repairs: 3, timeout: 120s }
                author:  model
                sandbox: { memory: 1g, cpus: 2, pids: 65, timeout: 90s, row-timeout: 500ms }
                batch:   { rows: 500 }
                """);
        Workspace workspace = WorkspaceFile.read(folder);
        assertEquals(List.of("legacy", "app"), List.copyOf(workspace.connections().keySet()));
        ConnectionSpec app = workspace.connection("app");
        assertEquals("jdbc:postgresql://localhost:5432/app", app.url());
        assertEquals("wharf", app.user());
        assertEquals(System.getenv("PATH"), app.password());
        assertTrue(app.allowSuperuser());
        assertNull(workspace.connection("legacy").password());
        assertEquals(
                new SandboxSettings(1L << 30, 2.0, 65, Duration.ofSeconds(90), Duration.ofMillis(500)),
                workspace.sandbox());
        assertEquals(500, workspace.batchRows());
        assertEquals("model", workspace.author());
    }

    @Test
    void fillsInTheDefaults() throws IOException {
        write("connections: { a: { url: 'jdbc:sqlite:a.db' } }\n");
        Workspace workspace = WorkspaceFile.read(folder);
        assertEquals(SandboxSettings.DEFAULT, workspace.sandbox());
        assertEquals(20_000, workspace.batchRows());
        assertEquals("template", workspace.author());
        assertFalse(workspace.connection("a").allowSuperuser());
    }

    @Test
    void reportsAllProblemsAtOnceWithTheirPlaces() throws IOException {
        write(
                """
                conections:
                  x: 1
                connections:
                  app: { url: "jdbc:postgresql://h/app?password=hunter2", usr: me }
                  my:  { url: "jdbc:mysql://h/db", password: hunter3 }
                  nix: { }
                author: gpt
                sandbox: { memory: 12, cpus: many, timeout: 5x }
                batch: { rows: 0 }
                batch: [1]
                """);
        WharfException refused = assertThrows(WharfException.class, () -> WorkspaceFile.read(folder));
        assertEquals(Kind.USAGE, refused.kind());
        assertEquals("workspace-invalid", refused.code());
        assertEquals(
                """
                wharf.yaml:1:1: conections is no key of wharf.yaml. Did you mean connections?
                wharf.yaml:4:15: the url holds a password, and secrets stay outside; take it out and write password: "${env:APP_PASSWORD}"
                wharf.yaml:4:59: usr is no key of connections.app. Did you mean user?
                wharf.yaml:5:15: the url is jdbc:mysql://h/db, and it begins with jdbc:sqlite: or jdbc:postgresql:
                wharf.yaml:5:46: the password stands here as it is, and secrets stay outside; write "${env:MY_PASSWORD}" or "${file:PATH}"
                wharf.yaml:6:8: the connection nix has no url, such as jdbc:sqlite:legacy.db
                wharf.yaml:7:9: author is gpt, and it is template or model
                wharf.yaml:8:20: memory is 12, and it is a size such as 512m or 2g, from 128m to 1024g
                wharf.yaml:8:30: cpus is many, and it is a number from 0.1 to 256.0
                wharf.yaml:8:45: timeout is 5x, and it is a time such as 500ms, 10s or 5m, from 1000ms to 24h
                wharf.yaml:9:16: rows is 0, and it is a whole number from 1 to 1000000
                wharf.yaml:10:1: batch stands here a second time, and each key may stand once""",
                refused.text());
        assertFalse(refused.text().contains("hunter"), "no secret is echoed");
    }

    @Test
    void namesThePlaceOfWhatIsNotYaml() throws IOException {
        write("connections:\n  a: { url: 'x'\nb: 1\n");
        WharfException refused = assertThrows(WharfException.class, () -> WorkspaceFile.read(folder));
        assertTrue(refused.text().startsWith("wharf.yaml:2:16: this is not YAML: "), refused.text());
        assertTrue(refused.text().contains("expected ',' or '}'"), refused.text());
        assertEquals(1, refused.text().lines().count(), refused.text());
    }

    @Test
    void resolvesSecretsOnlyOfTheConnectionThatIsAskedFor() throws IOException {
        Files.writeString(folder.resolve("pw.txt"), "s3cret\n");
        write(
                """
                connections:
                  a: { url: "jdbc:postgresql://h/a", password: "${env:WHARF_TEST_UNSET_VARIABLE}" }
                  b: { url: "jdbc:postgresql://h/b?user=me&password=${file:pw.txt}&ssl=true" }
                """);
        Workspace workspace = WorkspaceFile.read(folder);
        ConnectionSpec b = workspace.connection("b");
        assertEquals("s3cret", b.password());
        assertEquals("me", b.user());
        assertEquals("jdbc:postgresql://h/b?ssl=true", b.url());
        WharfException missing = assertThrows(WharfException.class, () -> workspace.connection("a"));
        assertEquals("secret-missing", missing.code());
        assertTrue(missing.text().contains("WHARF_TEST_UNSET_VARIABLE"), missing.text());
    }

    @Test
    void findsTheNearestParentWithAWorkspace() throws IOException {
        write("connections: {}\n");
        Path deep = Files.createDirectories(folder.resolve("a/b/c"));
        assertEquals(Optional.of(folder.toAbsolutePath().normalize()), WorkspaceFile.find(deep));
        Files.writeString(folder.resolve("a/wharf.yaml"), "connections: {}\n");
        assertEquals(Optional.of(folder.resolve("a").toAbsolutePath().normalize()), WorkspaceFile.find(deep));
    }

    @Test
    void anUnknownConnectionNamesTheNearest() throws IOException {
        write("connections: { legacy: { url: 'jdbc:sqlite:a.db' } }\n");
        WharfException unknown = assertThrows(
                WharfException.class, () -> WorkspaceFile.read(folder).connection("legcy"));
        assertEquals("wharf.yaml has no connection named legcy. Did you mean legacy?", unknown.text());
    }

    @Test
    void initWritesAWorkspaceThatReadsBackWithoutThePassword() throws IOException {
        Path made = folder.resolve("new");
        NewWorkspace result = NewWorkspace.write(
                made, "jdbc:sqlite:legacy.db", "jdbc:postgresql://wharf:p%40ss@db:5432/app?sslmode=require");
        String text = Files.readString(made.resolve("wharf.yaml"));
        assertFalse(text.contains("p%40ss") || text.contains("p@ss"), text);
        assertEquals(List.of("TARGET_PASSWORD"), result.variables());
        assertEquals(List.of("--target"), result.passwordsLeftOut());
        Map<String, ConnectionSpec> connections = WorkspaceFile.read(made).connections();
        assertEquals("jdbc:sqlite:legacy.db", connections.get("source").url());
        assertEquals("jdbc:postgresql://db:5432/app?sslmode=require", connections.get("target").url());
        assertEquals("wharf", connections.get("target").user());
        assertEquals("${env:TARGET_PASSWORD}", connections.get("target").password());
    }

    @Test
    void initKeepsAWorkspaceThatIsThere() throws IOException {
        write("# mine\n");
        WharfException refused = assertThrows(
                WharfException.class, () -> NewWorkspace.write(folder, "jdbc:sqlite:a.db", "jdbc:sqlite:b.db"));
        assertEquals(Kind.REFUSED, refused.kind());
        assertEquals("# mine\n", Files.readString(folder.resolve("wharf.yaml")));
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://u:p/w@h:5432/db, jdbc:postgresql://h:5432/db, u, p/w",
        "jdbc:postgresql://h/db?user=u&password=p%26w&a=b, jdbc:postgresql://h/db?a=b, u, p&w",
        "jdbc:postgresql://h1:1/db?a=b@c, jdbc:postgresql://h1:1/db?a=b@c, ,",
        "jdbc:postgresql:db?PASSWORD=x, jdbc:postgresql:db, , x",
        "jdbc:sqlite:C:/a b/x.db, jdbc:sqlite:C:/a b/x.db, ,",
    })
    void takesCredentialsOutOfUrls(String url, String bare, String user, String password) {
        JdbcUrl parsed = JdbcUrl.parse(url);
        assertEquals(bare, parsed.bare());
        assertEquals(user, parsed.user());
        assertEquals(password, parsed.password());
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve("wharf.yaml"), text);
    }
}
