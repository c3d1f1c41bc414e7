package dev.wharf.author.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.author.model.AuthoringOutcome.Written;
import dev.wharf.testing.SqliteFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Answers that a language model gave to nothing but the prompt, as benchmarks/recorded holds them. They tell that what models
 * write today is read, made a plan, and let through by the gates.
 */
class RecordedAnswersTest {

    private static final Path RECORDED = Path.of("../benchmarks/recorded");
    private static final Path PAIRS = Path.of("../benchmarks/src/main/resources/authoring");

    @TempDir
    Path folder;

    @Test
    void everyRecordedAnswerIsRead() throws IOException {
        try (Stream<Path> files = Files.walk(RECORDED)) {
            List<Path> answers = files.filter(file -> file.getFileName().toString().matches("answer-\\d\\.json")).sorted().toList();
            assertTrue(answers.size() >= 18, answers.toString());
            for (Path answer : answers) {
                assertEquals(List.of(), AnswerReader.plan(Files.readString(answer)).problems(), answer.toString());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"first/user-groups-rekeyed", "second/held-rental"})
    void theFirstAnswerPassesEveryGateAndGivesTheSamePlan(String recorded) throws IOException {
        Path there = RECORDED.resolve(recorded);
        String pair = there.getFileName().toString();
        for (String side : List.of("source", "target")) {
            SqliteFiles.make(folder.resolve(side + ".db"), Files.readString(PAIRS.resolve(pair).resolve(side + ".sql")).split(";\\s*\n"));
        }
        try (ModelLife life = new ModelLife(folder)) {
            life.plan(life.paste(), pair, Files.readString(PAIRS.resolve(pair).resolve("request.txt")).strip());

            Written written = assertInstanceOf(Written.class, life.paste()
                    .takeAnswer(life.folder(pair), Files.readString(there.resolve("answer-1.json")), life.source, life.target));

            assertEquals(Files.readString(there.resolve("plan.yaml")), written.planned().plan().yaml());
            written.planned().plan().files().forEach((name, text) -> assertEquals(text(there.resolve(name)), text, name));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
