package dev.wharf.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.gate.ClassUse.Copy;
import dev.wharf.gate.GateCorpus.Case;
import dev.wharf.gate.GateCorpus.Compiled;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a class names is read from its constants, wherever they went; what cannot be followed counts as computed. */
class ClassUseReaderTest {

    @Test
    void readsConstantsOfFluentChains() {
        ClassUse use = use("""
                target.insert("t").set("a", source.integer("x")).copy("b", "y").set("c", source.text("z"));
                """);
        assertEquals(Set.of("x", "z"), use.reads());
        assertEquals(Set.of("z"), texts(use));
        assertEquals(List.of(new Copy("b", "y")), use.copies());
        assertEquals(Set.of("a", "c"), use.sets());
        assertEquals(Set.of("t"), use.tables());
        assertFalse(use.computedSource() || use.computedTarget());
    }

    @Test
    void followsConstantsThroughFieldsLocalsAndConditions() {
        ClassUse use = use("""
                String column = source.bool("new") ? NEW : "old";
                var row = target.insert(TABLE);
                row.set("a", source.text(column));
                members:
                private static final String NEW = "n" + "ew_name";
                private static final String TABLE = "people";
                """);
        assertEquals(Set.of("new", "new_name", "old"), use.reads());
        assertEquals(Set.of("people"), use.tables());
        assertFalse(use.computedSource() || use.computedTarget());
    }

    @Test
    void followsConstantsIntoHelpersFromAllTheirCallers() {
        ClassUse use = use("""
                target.insert("t").set("a", clean(source, "x")).set("b", clean(source, "y"));
                members:
                private static String clean(SourceRow row, String column) { return row.text(column).strip(); }
                """);
        assertEquals(Set.of("x", "y"), texts(use));
        assertFalse(use.computedSource());
    }

    @Test
    void followsConstantsThroughRecordsListsAndArrays() {
        ClassUse use = use("""
                for (Column c : COLUMNS) { target.insert("t").copy(c.to(), c.from()); }
                for (String s : java.util.List.of("p", "q")) { target.insert("t").copy(s, s); }
                for (String s : NAMES) { target.insert("t").set(s, source.decimal(s)); }
                members:
                record Column(String to, String from) {}
                private static final java.util.List<Column> COLUMNS = java.util.List.of(new Column("a", "x"), new Column("b", "y"));
                private static final String[] NAMES = {"m", "n"};
                """);
        assertEquals(Set.of("m", "n"), use.reads());
        assertTrue(use.copies().containsAll(List.of(new Copy("a", "x"), new Copy("b", "y"), new Copy("p", "p"), new Copy("q", "q"))));
        assertFalse(use.computedSource() || use.computedTarget());
    }

    @Test
    void followsTheRowIntoLambdas() {
        ClassUse use = use("""
                java.util.function.Function<SourceRow, String> f = r -> r.text("x");
                target.insert("t").set("a", f.apply(source));
                """);
        assertEquals(Set.of("x"), texts(use));
        assertFalse(use.computedSource());
    }

    @Test
    void leavesOutHelpersThatNothingCalls() {
        ClassUse use = use("""
                target.insert("t").copy("a", "x");
                members:
                private static String unused(SourceRow row) { return row.text("never"); }
                """);
        assertEquals(Set.of(), use.reads());
    }

    @Test
    void saysComputedWhereANameIsMadeOfTheRow() {
        ClassUse use = use("""
                target.insert("t").set("a", source.text("c" + source.integer("n")));
                target.insert("t" + source.integer("n")).copy("b", "y");
                """);
        assertTrue(use.computedSource());
        assertTrue(use.computedTarget());
        assertEquals(Set.of("n"), use.reads());
    }

    @Test
    void saysComputedForMethodReferencesToAccessors() {
        assertTrue(use("""
                java.util.function.Function<String, String> f = source::text;
                target.insert("t").set("a", f.apply("x"));
                """).computedSource());
        assertTrue(use("""
                java.util.function.Function<String, TargetRow> f = target::insert;
                f.apply("t");
                """).computedTarget());
    }

    @Test
    void saysComputedWhereJavaMayHaveWrittenAName() {
        assertTrue(use("""
                String[] names = {"a"};
                java.util.Arrays.fill(names, source.text("n"));
                target.insert("t").set("x", source.text(names[0]));
                """).computedSource());
        assertTrue(use("""
                var names = new java.util.ArrayList<>(java.util.List.of("a"));
                names.add(source.text("n"));
                for (String s : names) { target.insert("t").copy(s, s); }
                """).computedTarget());
    }

    @Test
    void saysComputedWhereANameComesFromAnOwnLambdaOrAnAlias() {
        assertTrue(use("""
                Name n = () -> source.text("n");
                target.insert("t").copy("a", n.get());
                members:
                interface Name { String get(); }
                """).computedSource());
        assertTrue(use("""
                String[] a = {"x"};
                String[] b = {"y"};
                String[] c = source.bool("p") ? a : b;
                c[0] = source.text("n");
                target.insert("t").copy("a", a[0]);
                """).computedSource());
    }

    @Test
    void saysComputedForWhatIsNoClass() {
        ClassUse use = ClassUseReader.read("A", java.util.Map.of("A", new byte[] {1, 2, 3}));
        assertTrue(use.computedSource() && use.computedTarget());
    }

    private static ClassUse use(String body) {
        Case example = new Case("", "", List.of(), body.stripTrailing());
        return switch (GateCorpus.compile("Use", GateCorpus.source(example, "Use"))) {
            case Compiled.Classes classes -> ClassUseReader.read("Use", classes.classes());
            case Compiled.Errors errors -> throw new AssertionError(errors.text());
        };
    }

    private static Set<String> texts(ClassUse use) {
        return use.accessors().entrySet().stream()
                .filter(read -> read.getValue().contains("text"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
