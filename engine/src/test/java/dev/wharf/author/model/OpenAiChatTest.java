package dev.wharf.author.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.author.model.openai.OpenAiChat;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.workspace.ModelSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The client against a scripted server: what it sends, and what becomes of everything that can go wrong on the way. */
class OpenAiChatTest {

    private static final Prompt PROMPT = new Prompt(Prompt.Pass.TABLES, "the rules", "the task");
    private static final String ANSWER = "{\"source\":[\"a\"],\"target\":[\"b\"]}";

    private static Reply ask(ScriptedServer server) {
        return ask(server.access());
    }

    private static Reply ask(ModelAccess access) {
        try (OpenAiChat chat = new OpenAiChat(access)) {
            return chat.ask(PROMPT, Duration.ofSeconds(60), AuthoringListener.NONE, body -> {});
        }
    }

    private static WharfException fails(ScriptedServer server) {
        return assertThrows(WharfException.class, () -> ask(server));
    }

    @Test
    void theAnswerIsAskedForBySchemaAndAsAStream() {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.says(ANSWER))) {
            assertEquals(new Reply.Text(ANSWER, new Usage(1, 1000, 200)), ask(server));

            JsonNode request = Answers.JSON.readTree(server.requests().getFirst());
            assertEquals("scripted", request.get("model").stringValue());
            assertTrue(request.get("stream").booleanValue());
            assertEquals("json_schema", request.at("/response_format/type").stringValue());
            assertTrue(request.at("/response_format/json_schema/strict").booleanValue());
            assertEquals("array", request.at("/response_format/json_schema/schema/properties/source/type").stringValue());
            assertEquals("system", request.at("/messages/0/role").stringValue());
            assertEquals("the task", request.at("/messages/1/content").stringValue());
        }
    }

    @Test
    void aServerThatDoesNotStreamIsUnderstood() {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.saysAtOnce(ANSWER))) {
            assertEquals(new Reply.Text(ANSWER, new Usage(1, 10, 5)), ask(server));
        }
    }

    @Test
    void aServerThatDoesNotKnowSchemasIsAskedInWords() {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.doesNotKnow("response_format"), ScriptedServer.says(ANSWER))) {
            assertInstanceOf(Reply.Text.class, ask(server));
            JsonNode second = Answers.JSON.readTree(server.requests().get(1));
            assertFalse(second.has("response_format"));
            assertTrue(second.at("/messages/1/content").stringValue().contains("# The answer's JSON schema"));
        }
    }

    @Test
    void aServerThatDoesNotCountIsAskedWithoutCounting() {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.doesNotKnow("stream_options"), ScriptedServer.saysAtOnce(ANSWER))) {
            assertInstanceOf(Reply.Text.class, ask(server));
            JsonNode second = Answers.JSON.readTree(server.requests().get(1));
            assertFalse(second.has("stream_options"));
            assertTrue(second.has("response_format"));
        }
    }

    @Test
    void aBusyServerIsWaitedForAsItSays() {
        try (ScriptedServer server = new ScriptedServer(
                ScriptedServer.fails(429, "1"), ScriptedServer.fails(500, ""), ScriptedServer.says(ANSWER))) {
            long begun = System.nanoTime();
            assertInstanceOf(Reply.Text.class, ask(server));
            assertTrue(System.nanoTime() - begun >= 1_000_000_000L, "Retry-After was one second");
            assertEquals(3, server.requests().size());
        }
    }

    @Test
    void aServerThatStaysBusyIsTheEnvironmentsFault() {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.fails(429, "0"))) {
            WharfException busy = fails(server);
            assertEquals("model-busy", busy.code());
            assertEquals(5, busy.kind().exitCode());
            assertEquals(4, server.requests().size());
        }
    }

    @Test
    void aServerThatBreaksIsTheEnvironmentsFault() {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.fails(503, "0"))) {
            assertEquals("model-unreachable", fails(server).code());
        }
    }

    @Test
    void aKeyThatIsRefusedIsNotTriedAgain() {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.fails(401, ""))) {
            WharfException refused = fails(server);
            assertEquals("model-credentials", refused.code());
            assertEquals(Kind.ENVIRONMENT, refused.kind());
            assertFalse(refused.text().contains("key-of-the-test"));
            assertEquals(1, server.requests().size());
        }
    }

    @Test
    void aModelThatIsNotThereIsTheEnvironmentsFault() {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.fails(404, ""))) {
            assertEquals("model-unknown", fails(server).code());
        }
    }

    @Test
    void nobodyThereIsTheEnvironmentsFault() {
        ModelAccess nobody = new ModelAccess("http://127.0.0.1:9/v1", "", "m", Duration.ofSeconds(5));
        WharfException failed = assertThrows(WharfException.class, () -> ask(nobody));
        assertEquals("model-unreachable", failed.code());
        assertTrue(failed.text().contains("nothing listens there"), failed.text());
    }

    @Test
    void aSilentServerIsGivenUp() {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.sleeps(Duration.ofSeconds(30)))) {
            WharfException silent = assertThrows(WharfException.class, () -> ask(server.access(Duration.ofMillis(300))));
            assertEquals("model-unreachable", silent.code());
        }
    }

    @Test
    void aStreamThatBreaksOffIsAskedForAgain() {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.breaksOff(ANSWER), ScriptedServer.says(ANSWER))) {
            assertInstanceOf(Reply.Text.class, ask(server));
            assertEquals(2, server.requests().size());
        }
    }

    @Test
    void aStreamThatAlwaysBreaksOffIsGivenUp() {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.breaksOff(ANSWER))) {
            assertEquals("model-unreachable", fails(server).code());
            assertEquals(3, server.requests().size());
        }
    }

    @Test
    void anInterruptEndsTheQuestion() throws InterruptedException {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.sleeps(Duration.ofSeconds(30)))) {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread asking = new Thread(() -> {
                try {
                    ask(server);
                } catch (WharfException e) {
                    thrown.set(e);
                }
            });
            asking.start();
            while (server.requests().isEmpty()) {
                Thread.sleep(10);
            }
            asking.interrupt();
            asking.join(10_000);
            assertEquals(Kind.INTERRUPTED, assertInstanceOf(WharfException.class, thrown.get()).kind());
        }
    }

    @Test
    void withoutSettingsTheMessageSaysHowToMakeThem() {
        WharfException none = assertThrows(WharfException.class,
                () -> ModelAccess.of(ModelLife.SETTINGS, name -> null));
        assertEquals(Kind.USAGE, none.kind());
        for (String word : new String[] {"OpenAI", "Azure", "Ollama", "vLLM", "llama.cpp", "--author paste", "--author template"}) {
            assertTrue(none.next().contains(word), none.next());
        }
        assertEquals("https://api.openai.com/v1 m k", String.join(" ", access("OPENAI_API_KEY=k", "OPENAI_MODEL=m")));
        assertEquals("http://x/v1 m ", String.join(" ", access("OPENAI_BASE_URL=http://x/v1/", "OPENAI_MODEL=m")));
    }

    @Test
    void theEnvironmentsKeyGoesToNoServerThatOnlyTheWorkspaceNames() {
        ModelSettings local = new ModelSettings("http://x/v1", null, "m", 3, Duration.ofSeconds(1), 1, Duration.ofSeconds(1), List.of(), null);
        assertEquals("", ModelAccess.of(local, name -> "secret").apiKey());
    }

    @Test
    void aKeyOrAddressThatCannotBeOneIsRefusedWithoutItsValue() {
        for (String wrong : new String[] {"OPENAI_API_KEY=sk-1 2", "OPENAI_BASE_URL=https://user:hidden@x/v1", "OPENAI_BASE_URL=ftp://hidden"}) {
            WharfException refused = assertThrows(WharfException.class, () -> access(wrong, "OPENAI_MODEL=m"));
            assertEquals("model-setting", refused.code());
            assertFalse(refused.getMessage().contains("hidden") || refused.getMessage().contains("sk-1"), refused.getMessage());
        }
    }

    private static String[] access(String... environment) {
        ModelAccess access = ModelAccess.of(ModelLife.SETTINGS, name -> java.util.Arrays.stream(environment)
                .filter(entry -> entry.startsWith(name + "="))
                .map(entry -> entry.substring(name.length() + 1))
                .findFirst()
                .orElse(null));
        return new String[] {access.baseUrl(), access.name(), access.apiKey()};
    }
}
