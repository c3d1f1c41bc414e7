package dev.wharf.author.model;

import dev.wharf.author.template.ValueMeanings;
import dev.wharf.catalog.Check;
import dev.wharf.catalog.Column;
import dev.wharf.catalog.ForeignKey;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.UniqueKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tables as a prompt shows them: a line of JSON for each, in which nothing that stands in a name or a comment can end the
 * line, the text or the block around it. No count of rows, no value, no default or check that could hold a secret.
 */
final class SchemaText {

    private static final int MAX_COMMENT = 200;
    private static final int MAX_NAME = 200;
    private static final int MAX_EXPRESSION = 400;

    /** Defaults that tell how a column is filled and cannot be a secret. */
    private static final Pattern PLAIN_DEFAULT = Pattern.compile(
            "(?i)\\(*(?:[01]|-1|true|false|null|''(?:::[a-z ]+)?|'\\{}'(?:::jsonb?)?|'\\[]'(?:::jsonb?)?|current_timestamp(?:\\(\\d\\))?|current_date"
                    + "|current_time|now\\(\\)|gen_random_uuid\\(\\)|uuid_generate_v4\\(\\)|uuidv7\\(\\)|nextval\\('[\\w.\"]+'::regclass\\))\\)*");
    private static final Pattern LITERAL = Pattern.compile("'((?:[^']|'')*)'");
    /** A label: a word or a few, as in lists that a check allows. */
    private static final Pattern LABEL = Pattern.compile("[\\p{L}_][\\p{L}\\p{N} _-]{0,30}");
    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(passw|secret|token|api_?key|credential|private|salt|hash|pin\\b).*");

    /** Values that may be shown, by {@code table.column}. */
    private final Map<String, List<String>> shared;

    SchemaText(Map<String, List<String>> shared) {
        this.shared = shared;
    }

    /** One line, without its end. */
    String line(Table table) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("table", name(table.name().toString()));
        String comment = table.comment();
        if (comment != null && !comment.isBlank()) {
            line.put("comment", cut(comment, MAX_COMMENT));
        }
        line.put("columns", table.columns().stream().map(column -> column(table, column)).toList());
        if (!table.primaryKey().isEmpty()) {
            line.put("primaryKey", names(table.primaryKey()));
        }
        if (!table.uniqueKeys().isEmpty()) {
            line.put("unique", table.uniqueKeys().stream().map(UniqueKey::columns).map(SchemaText::names).toList());
        }
        if (!table.foreignKeys().isEmpty()) {
            line.put("foreignKeys", table.foreignKeys().stream().map(SchemaText::foreignKey).toList());
        }
        List<String> checks = table.checks().stream()
                .map(Check::expression)
                .map(SchemaText::withoutSecrets)
                .filter(text -> text.length() <= MAX_EXPRESSION)
                .toList();
        if (!checks.isEmpty()) {
            line.put("checks", checks);
        }
        if (table.kind() == dev.wharf.catalog.TableKind.VIEW) {
            line.put("view", true);
        }
        return json(line);
    }

    private Map<String, Object> column(Table table, Column column) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", name(column.name()));
        facts.put("type", name(column.type().sqlName()));
        facts.put("nullable", column.nullable());
        List<String> labels = ValueMeanings.labels(table, column);
        if (!labels.isEmpty() && labels.size() <= 100) {
            facts.put("labels", names(labels));
        }
        String expression = column.defaultExpression();
        if (expression != null) {
            facts.put("default", PLAIN_DEFAULT.matcher(expression.strip()).matches() && !SECRET_NAME.matcher(column.name()).matches()
                    ? expression.strip()
                    : "(it has one)");
        }
        switch (column.generated()) {
            case NO -> {}
            case BY_DEFAULT -> facts.put("numbered", "by default");
            case ALWAYS_IDENTITY -> facts.put("numbered", "always");
            case COMPUTED -> facts.put("computed", true);
        }
        String comment = column.comment();
        if (comment != null && !comment.isBlank()) {
            facts.put("comment", cut(comment, MAX_COMMENT));
        }
        List<String> values = shared.get(table.name() + "." + column.name());
        if (values != null) {
            facts.put("values", values);
        }
        return facts;
    }

    private static Map<String, Object> foreignKey(ForeignKey key) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("columns", names(key.columns()));
        facts.put("table", name(key.table().toString()));
        facts.put("referenced", names(key.referenced()));
        if (key.deferrable()) {
            facts.put("deferrable", true);
        }
        return facts;
    }

    /** A check's texts stay where they are labels. */
    private static String withoutSecrets(String expression) {
        return LITERAL.matcher(expression).replaceAll(match -> Matcher.quoteReplacement(
                LABEL.matcher(match.group(1)).matches() ? match.group() : "'…'"));
    }

    private static List<String> names(List<String> names) {
        return names.stream().map(SchemaText::name).toList();
    }

    private static String name(String name) {
        return cut(name, MAX_NAME);
    }

    private static String cut(String text, int most) {
        return text.length() > most ? text.substring(0, most) + "…" : text;
    }

    /** JSON in ASCII but for letters; no sign that could end a block of the prompt. */
    static String json(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Map<?, ?> map -> map.entrySet().stream()
                    .map(entry -> json(entry.getKey()) + ":" + json(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
            case List<?> list -> list.stream().map(SchemaText::json).collect(Collectors.joining(",", "[", "]"));
            case Boolean flag -> flag.toString();
            default -> quoted(value.toString());
        };
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> {
                    boolean plain = c >= 0x20 && c < 0x7f && c != '<' && c != '>' && c != '`' || c >= 0x80 && Character.isLetterOrDigit(c)
                            || c == '…';
                    if (plain) {
                        out.appendCodePoint(c);
                    } else {
                        for (char unit : Character.toChars(c)) {
                            out.append("\\u%04x".formatted((int) unit));
                        }
                    }
                }
            }
        });
        return out.append('"').toString();
    }

    /** Names alone, for the choice of tables. */
    static List<String> namesOf(List<Table> tables) {
        List<String> names = new ArrayList<>();
        tables.forEach(table -> names.add(json(name(table.name().toString()))));
        return names;
    }

    static Set<String> ofTables(List<Table> tables) {
        return tables.stream().map(table -> table.name().toString()).collect(Collectors.toSet());
    }
}
