package dev.wharf.catalog;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Some tables of a schema as text, one fact a line, and the SHA-256 over it. Rows and comments are no part of it, nor is the
 * order of anything but columns and the parts of keys.
 *
 * @param hash in hexadecimal digits
 */
public record Fingerprint(String text, String hash) {

    /** Exactly these tables; one that is not there is a fact too. */
    public static Fingerprint of(Schema schema, Collection<TableName> tables) {
        List<String> lines = new ArrayList<>();
        for (TableName name : new TreeSet<>(tables)) {
            schema.table(name).ifPresentOrElse(
                    table -> lines.addAll(lines(table)), () -> lines.add(oneLine(name + ": is not there")));
        }
        String text = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
        return new Fingerprint(text, sha256(text));
    }

    /** The whole schema. */
    public static Fingerprint of(Schema schema) {
        return of(schema, schema.tables().stream().map(Table::name).toList());
    }

    /** The facts of one table, each beginning with its name. */
    public static List<String> lines(Table table) {
        List<String> facts = new ArrayList<>();
        facts.add(table.kind() == TableKind.VIEW ? "is a view" : "is a table");
        table.columns().forEach(column -> facts.add("column " + column(column)));
        if (!table.primaryKey().isEmpty()) {
            facts.add("primary key " + names(table.primaryKey()));
        }
        table.uniqueKeys().stream()
                .sorted(Comparator.comparing(UniqueKey::name))
                .forEach(key -> facts.add("unique " + key.name() + " " + names(key.columns())));
        table.foreignKeys().stream()
                .sorted(Comparator.comparing(ForeignKey::name))
                .forEach(key -> facts.add("foreign key " + key.name() + " " + names(key.columns()) + " to " + key.table() + " "
                        + names(key.referenced()) + (key.deferrable() ? " deferrable" : "")));
        table.checks().stream()
                .sorted(Comparator.comparing(Check::name).thenComparing(Check::expression))
                .forEach(check -> facts.add("check " + check.name() + " " + check.expression()));
        table.triggers().stream().sorted().forEach(trigger -> facts.add("trigger " + trigger));
        return facts.stream().map(fact -> oneLine(table.name() + ": " + fact)).toList();
    }

    /** What two texts do not share: {@code "was: …"} for facts that are gone, {@code "now: …"} for new ones, by table. */
    public static List<String> differences(String before, String after) {
        List<String> old = before.lines().toList();
        List<String> current = after.lines().toList();
        Set<String> known = new HashSet<>(old);
        Set<String> still = new HashSet<>(current);
        List<String> found = new ArrayList<>();
        old.stream().filter(line -> !still.contains(line)).forEach(line -> found.add("was: " + line));
        current.stream().filter(line -> !known.contains(line)).forEach(line -> found.add("now: " + line));
        // Stable, so that a column's old fact stands before its new one.
        found.sort(Comparator.comparing(line -> subject(line.substring("was: ".length()))));
        return found;
    }

    /** {@code table: column name} of a fact. */
    private static String subject(String line) {
        String[] words = line.split(" ", 4);
        return words.length < 3 ? line : words[0] + " " + words[1] + " " + words[2];
    }

    private static String column(Column column) {
        ColumnType type = column.type();
        return column.name() + " " + (type.sqlName().isEmpty() ? "of no type" : type.sqlName())
                + (type.labels().isEmpty() ? "" : " " + names(type.labels()))
                + (column.nullable() ? "" : " not null")
                + (column.defaultExpression() == null ? "" : " default " + column.defaultExpression())
                + switch (column.generated()) {
                    case NO -> "";
                    case BY_DEFAULT -> " numbered by default";
                    case ALWAYS_IDENTITY -> " numbered always";
                    case COMPUTED -> " computed";
                };
    }

    private static String names(List<String> names) {
        return "(" + String.join(", ", names) + ")";
    }

    /** A fact is one line whatever stands in a name or an expression, and no two facts become the same line. */
    private static String oneLine(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
