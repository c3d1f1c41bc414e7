package dev.wharf.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.testing.Drawn;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class YamlTextTest {

    private static Object load(String yaml) {
        return new Load(LoadSettings.builder().build()).loadFromString(yaml);
    }

    @Test
    void listsKeepTheirTexts() {
        Drawn.forAll(drawn -> {
            List<String> texts = drawn.texts(5);
            List<String> valid = texts.stream().map(t -> t.replaceAll("[\\ud800-\\udfff]", "?")).toList();

            Problems problems = new Problems();
            YamlMap map = YamlMap.of(PlanFile.compose("k: " + YamlText.list(valid), problems).orElseThrow(), "it", problems, List.of("k"));

            assertEquals(valid, map.texts("k"));
        });
    }

    @Test
    void everyTextIsReadBackAsItself() {
        Drawn.forAll(drawn -> {
            String text = drawn.text(40);
            String valid = text.replaceAll("[\\ud800-\\udfff]", "?");

            assertEquals(valid, load(YamlText.quoted(valid)));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "by a table of names", "a.sql", "500", "skip-existing", "schema.table", "what is it?"})
    void plainTextsStayPlain(String text) {
        assertEquals(text, YamlText.scalar(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " a", "a ", "null", "No", "1.50", "0012", "2026-01-01", "a: b", "a, b", "- a", "#", "{", "%x", "1e3"})
    void textsThatCouldBeSomethingElseAreQuoted(String text) {
        assertEquals('"', YamlText.scalar(text).charAt(0));
        assertEquals(text, load(YamlText.scalar(text)));
    }

    @Test
    void invisibleCharactersAreEscaped() {
        assertEquals("\"a\\u200bb\\u202e\"", YamlText.scalar("a\u200bb\u202e"));
    }
}
