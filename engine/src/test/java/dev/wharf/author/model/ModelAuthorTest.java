package dev.wharf.author.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.author.model.AuthoringOutcome.Written;
import dev.wharf.examples.Brackets;
import dev.wharf.examples.Example;
import dev.wharf.examples.UserGroups;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The loop over a scripted server with hand-written answers, with real gates behind it. */
class ModelAuthorTest {

    private static final String WORDS = "Move all brackets";

    /** Ends a conversation without another round of the gates. */
    private static final String IMPOSSIBLE = "{\"summary\":\"\",\"impossible\":\"enough\",\"steps\":[],\"questions\":[]}";

    @TempDir
    Path folder;

    static List<Example> examples() {
        return Example.all();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void aGoodAnswerIsAPlanThatPassesEveryGate(Example example) throws Exception {
        try (ModelLife life = new ModelLife(folder, example);
                ScriptedServer server = new ScriptedServer(ScriptedServer.says(Answers.of(example.name()).toString()))) {
            Written written = assertInstanceOf(Written.class, life.plan(life.model(server), example.name(), "Move it"));

            assertEquals(1, server.requests().size());
            assertEquals(new Usage(1, 1000, 200), written.usage());
            assertTrue(life.checker().check(life.folder(example.name()).load(), life.source, life.target).ok());
            assertEquals("model", life.folder(example.name()).authored().orElseThrow().author());
            assertTrue(life.progress.stream().anyMatch(text -> text.startsWith("writing the class for")), life.progress.toString());
        }
    }

    @Test
    void whatWasSentIsKeptByteForByte() throws Exception {
        try (ModelLife life = new ModelLife(folder, new Brackets());
                ScriptedServer server = new ScriptedServer(
                        ScriptedServer.says("nonsense"), ScriptedServer.says(Answers.of("brackets").toString()))) {
            life.plan(life.model(server), "brackets", WORDS);

            assertEquals(server.requests(), kept(life, "-request.json"));
            assertEquals(List.of("nonsense", Answers.of("brackets").toString()), kept(life, "-reply.txt"));
            assertEquals("Bearer key-of-the-test", server.keys().getFirst());
            assertFalse(everything(folder.resolve("plans")).contains("key-of-the-test"), "the key stands in no file");
        }
    }

    @Test
    void ofAClassThatBreaksTheRulesTheModelIsToldPlaceAndRule() throws Exception {
        told("java", "target.insert", "Thread.onSpinWait();\n        target.insert", "Brackets.java line 10");
    }

    @Test
    void ofAClassThatDoesNotCompileTheModelIsToldTheCompilersWords() throws Exception {
        told("java", ".copy(\"name\", \"name\")", ".copy(\"name\", 7)", "[compile, compile]");
    }

    @Test
    void ofAColumnThatIsNotThereTheModelIsToldTheCode() throws Exception {
        told("sql", "project_id", "projekt_id", "The database refuses the SELECT (SQLITE_ERROR); it names projekt_id.");
    }

    @Test
    void ofATargetColumnThatIsNotThereTheModelIsToldItsName() throws Exception {
        told("java", "\"bracket_type\"", "\"bracket_typ\"", "bracket_typ");
    }

    @Test
    void ofAClassThatFailsOnEveryRowTheModelIsToldTheException() throws Exception {
        told("java", "target.insert", "if (source.text(\"id\") != null) {\n            throw new IllegalStateException(source.text(\"name\"));\n        }\n"
                        + "        target.insert",
                "[dry-run, throws] The class fails when it is tried: java.lang.IllegalStateException");
    }

    private void told(String key, String from, String to, String told) throws Exception {
        try (ModelLife life = new ModelLife(folder, new Brackets());
                ScriptedServer server = new ScriptedServer(
                        ScriptedServer.says(Answers.changed("brackets", 0, key, from, to)), ScriptedServer.says(IMPOSSIBLE))) {
            assertThrows(WharfException.class, () -> life.plan(life.model(server), "brackets", WORDS));

            assertEquals(2, server.requests().size());
            String repair = Answers.JSON.readTree(server.requests().get(1)).get("messages").get(1).get("content").stringValue();
            assertTrue(repair.substring(repair.indexOf("# What is wrong")).contains(told), repair);
        }
    }

    static Stream<ScriptedServer.Scripted> badAnswers() {
        String good = Answers.of("brackets").toString();
        return Stream.of(
                ScriptedServer.streams(good.substring(0, 300), "length"),
                ScriptedServer.refuses("I cannot help with that."),
                ScriptedServer.streams("", "content_filter"),
                ScriptedServer.says("Here is your plan: { \"steps\": ["),
                ScriptedServer.says(""),
                ScriptedServer.says("[]"),
                ScriptedServer.says("{\"summary\":\"x\",\"steps\":[{\"name\":7}],\"questions\":[],\"impossible\":null}"),
                ScriptedServer.says(good.replace("\"insert\"", "\"truncate\"")));
    }

    @ParameterizedTest
    @MethodSource("badAnswers")
    void anAnswerThatIsNoneIsAskedForAgain(ScriptedServer.Scripted bad) throws Exception {
        try (ModelLife life = new ModelLife(folder, new Brackets());
                ScriptedServer server = new ScriptedServer(bad, ScriptedServer.says("```json\n" + IMPOSSIBLE + "\n```"))) {
            WharfException ended = assertThrows(WharfException.class, () -> life.plan(life.model(server), "brackets", WORDS));
            assertTrue(ended.text().contains("enough"), ended.text());
            assertEquals(2, server.requests().size());
        }
    }

    @Test
    void theSameFaultTwiceEndsIt() throws Exception {
        String bad = Answers.changed("brackets", 0, "java", "target.insert", "System.exit(1);\n        target.insert");
        try (ModelLife life = new ModelLife(folder, new Brackets());
                ScriptedServer server = new ScriptedServer(ScriptedServer.says(bad))) {
            WharfException gaveUp = assertThrows(WharfException.class, () -> life.plan(life.model(server), "brackets", WORDS));

            assertEquals("model-gave-up", gaveUp.code());
            assertEquals(1, gaveUp.kind().exitCode());
            assertEquals(2, server.requests().size());
            assertTrue(life.folder("brackets").load().plan().draft(), "what there is stays as a draft");
        }
    }

    @Test
    void theBudgetOfRoundsEndsIt() throws Exception {
        try (ModelLife life = new ModelLife(folder, new Brackets());
                ScriptedServer server = new ScriptedServer(
                        ScriptedServer.says("a"), ScriptedServer.says("[]"), ScriptedServer.says(""), ScriptedServer.says("{}"))) {
            WharfException gaveUp = assertThrows(WharfException.class, () -> life.plan(
                    life.model(server, ModelLife.settings(1, 400_000, Duration.ofMinutes(5), List.of())), "brackets", WORDS));

            assertEquals("model-gave-up", gaveUp.code());
            assertTrue(server.requests().size() <= 2, server.requests().size() + " requests");
            assertFalse(life.folder("brackets").exists(), "of nothing there is no draft");
        }
    }

    @Test
    void theBudgetOfTokensEndsIt() throws Exception {
        try (ModelLife life = new ModelLife(folder, new Brackets());
                ScriptedServer server = new ScriptedServer(ScriptedServer.says("a"))) {
            WharfException gaveUp = assertThrows(WharfException.class, () -> life.plan(
                    life.model(server, ModelLife.settings(3, 1_000, Duration.ofMinutes(5), List.of())), "brackets", WORDS));
            assertTrue(gaveUp.text().contains("model.max-tokens"), gaveUp.text());
            assertEquals(0, server.requests().size());
        }
    }

    @Test
    void aModelThatSaysItCannotBeDoneIsBelieved() throws Exception {
        try (ModelLife life = new ModelLife(folder, new Brackets());
                ScriptedServer server = new ScriptedServer(ScriptedServer.says(
                        "{\"summary\":\"\",\"impossible\":\"no table holds prices\",\"steps\":[],\"questions\":[]}"))) {
            WharfException gaveUp = assertThrows(WharfException.class, () -> life.plan(life.model(server), "brackets", "Move the prices"));
            assertTrue(gaveUp.text().contains("no table holds prices"));
            assertEquals(Kind.DATA, gaveUp.kind());
        }
    }

    @Test
    void anApprovedPlanAsksNoModelAgain() throws Exception {
        try (ModelLife life = new ModelLife(folder, new UserGroups());
                ScriptedServer server = new ScriptedServer(ScriptedServer.says(Answers.of("user-groups").toString()))) {
            life.plan(life.model(server), "groups", "Move users with their groups");
            ModelPlanning none = life.planning(ModelPlanning.MODEL, ModelLife.SETTINGS, plan -> {
                throw new AssertionError("a model was asked");
            });
            none.answer(life.folder("groups"), Map.of("orphans", "reject them"), life.source, life.target);
            assertTrue(life.checker().check(life.folder("groups").load(), life.source, life.target).ok());
            assertEquals(1, server.requests().size());
        }
    }

    @Test
    void aPlanThatIsThereIsKeptWhereTheModelFails() throws Exception {
        try (ModelLife life = new ModelLife(folder, new UserGroups());
                ScriptedServer server = new ScriptedServer(
                        ScriptedServer.says(Answers.of("user-groups").toString()), ScriptedServer.says("no"))) {
            life.plan(life.model(server), "groups", "Move users with their groups");
            var before = life.folder("groups").hash();

            assertThrows(WharfException.class,
                    () -> life.model(server).refine(life.folder("groups"), "other", life.source, life.target));
            assertEquals(before, life.folder("groups").hash());
        }
    }

    private static List<String> kept(ModelLife life, String ending) throws IOException {
        try (Stream<Path> files = Files.list(life.folder("brackets").history().directory().resolve("model"))) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().map(ModelAuthorTest::text).toList();
        }
    }

    static String everything(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile).forEach(file -> all.append(text(file)).append('\n'));
        }
        return all.toString();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
