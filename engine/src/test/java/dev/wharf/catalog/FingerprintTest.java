package dev.wharf.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.wharf.catalog.Column.Generated;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FingerprintTest {

    private static final List<String> LABELS = List.of("a", "b");
    private static final UniqueKey UNIQUE = new UniqueKey("people_name", List.of("name"));
    private static final ForeignKey FOREIGN =
            new ForeignKey("boss", List.of("id"), TableName.of("people"), List.of("id"), true);
    private static final Check CHECK = new Check("named", "name <> ''");
    private static final Table PEOPLE = people(10, columns("text", LABELS, false, "1", "a comment"));

    static Stream<Table> changed() {
        Table t = PEOPLE;
        return Stream.of(
                people(10, columns("varchar(5)", LABELS, false, "1", null)),
                people(10, columns("text", LABELS.reversed(), false, "1", null)),
                people(10, columns("text", List.of("a", "b", "c"), false, "1", null)),
                people(10, columns("text", LABELS, true, "1", null)),
                people(10, columns("text", LABELS, false, "2", null)),
                people(10, columns("text", LABELS, false, null, null)),
                people(10, t.columns().reversed()),
                table(TableKind.VIEW, t.columns(), List.of("id"), List.of(UNIQUE), List.of(FOREIGN), List.of(CHECK), List.of("stamped")),
                table(t.kind(), t.columns(), List.of("name"), List.of(UNIQUE), List.of(FOREIGN), List.of(CHECK), List.of("stamped")),
                table(t.kind(), t.columns(), List.of("id"), List.of(), List.of(FOREIGN), List.of(CHECK), List.of("stamped")),
                table(t.kind(), t.columns(), List.of("id"), List.of(UNIQUE), List.of(), List.of(CHECK), List.of("stamped")),
                table(t.kind(), t.columns(), List.of("id"), List.of(UNIQUE), List.of(FOREIGN), List.of(), List.of("stamped")),
                table(t.kind(), t.columns(), List.of("id"), List.of(UNIQUE), List.of(FOREIGN), List.of(CHECK), List.of()));
    }

    @ParameterizedTest
    @MethodSource("changed")
    void everyFactCounts(Table changed) {
        assertNotEquals(of(PEOPLE).hash(), of(changed).hash());
    }

    @Test
    void rowsAndCommentsDoNotCountNorDoOtherTables() {
        assertEquals(of(PEOPLE).hash(), of(people(4_000, columns("text", LABELS, false, "1", null))).hash());
        Table other = new Table(
                TableName.of("other"), TableKind.CATALOG, 0, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), null);
        Schema both = new Schema(Dialect.SQLITE, List.of(other, PEOPLE));
        assertEquals(of(PEOPLE).hash(), Fingerprint.of(both, List.of(PEOPLE.name(), PEOPLE.name())).hash());
        assertNotEquals(of(PEOPLE).hash(), Fingerprint.of(both).hash());
    }

    @Test
    void aTableThatIsGoneIsAFact() {
        Schema empty = new Schema(Dialect.SQLITE, List.of());
        assertEquals("people: is not there\n", Fingerprint.of(empty, List.of(TableName.of("people"))).text());
    }

    @Test
    void theHashIsThatOfTheText() {
        assertEquals(
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                Fingerprint.of(new Schema(Dialect.SQLITE, List.of())).hash());
    }

    @Test
    void noNameCanPassForAnotherFact() {
        UniqueKey sly = new UniqueKey("u (a)\npeople: trigger stamped", List.of("id"));
        Table table = table(PEOPLE.kind(), PEOPLE.columns(), List.of("id"), List.of(sly), List.of(), List.of(), List.of());
        assertEquals(
                "people: unique u (a)\\npeople: trigger stamped (id)",
                Fingerprint.lines(table).stream().filter(l -> l.contains("unique")).findFirst().orElseThrow());
    }

    @Test
    void namesWhatDiffers() {
        String before = of(PEOPLE).text();
        String after = of(people(10, columns("varchar(5)", LABELS, true, "1", null))).text();
        assertEquals(
                """
                was: people: column kind k (a, b) not null
                now: people: column kind k (a, b)
                was: people: column name text default 1
                now: people: column name varchar(5) default 1""",
                String.join("\n", Fingerprint.differences(before, after)));
        assertEquals(List.of(), Fingerprint.differences(before, before));
    }

    private static List<Column> columns(
            String type, List<String> labels, boolean nullable, @Nullable String initial, @Nullable String comment) {
        ColumnType kind = new ColumnType("k", TypeKind.ENUM, null, null, null, labels);
        return List.of(
                new Column("id", ColumnType.of("integer", TypeKind.INTEGER), false, null, Generated.ALWAYS_IDENTITY, null),
                new Column("name", ColumnType.of(type, TypeKind.TEXT), true, initial, Generated.NO, comment),
                new Column("kind", kind, nullable, null, Generated.NO, null));
    }

    private static Table people(long rows, List<Column> columns) {
        return new Table(
                TableName.of("people"),
                TableKind.CATALOG,
                rows,
                columns,
                List.of("id"),
                List.of(UNIQUE),
                List.of(FOREIGN),
                List.of(CHECK),
                List.of("stamped"), null);
    }

    private static Table table(
            TableKind kind,
            List<Column> columns,
            List<String> key,
            List<UniqueKey> unique,
            List<ForeignKey> foreign,
            List<Check> checks,
            List<String> triggers) {
        return new Table(TableName.of("people"), kind, 10, columns, key, unique, foreign, checks, triggers, null);
    }

    private static Fingerprint of(Table table) {
        return Fingerprint.of(new Schema(Dialect.SQLITE, List.of(table)));
    }
}
