package dev.wharf.author.model;

import dev.wharf.author.recall.Example;
import dev.wharf.author.template.ValueMeanings;
import dev.wharf.catalog.Dialect;
import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import dev.wharf.gate.SqlFunctionNames;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes prompts of where a conversation stands. The same conversation over the same schemas gives the same bytes. */
final class Prompts {

    /** With so few tables in all there is nothing to choose. */
    static final int FEW_TABLES = 12;

    /** For the text of both schemas in one prompt, half of it for each. */
    private static final long SCHEMA_TOKENS = 40_000;

    /** For approved plans as examples. */
    private static final long EXAMPLE_TOKENS = 6_000;

    private static final long NAMES_TOKENS = 60_000;
    private static final long TOKENS_OF_NAME = 12;

    private final Schema source;
    private final Schema target;
    private final SchemaText text;

    /** @param shared values that may be shown, by {@code table.column} */
    Prompts(Schema source, Schema target, Map<String, List<String>> shared) {
        this.source = source;
        this.target = target;
        this.text = new SchemaText(shared);
    }

    /** Which tables does the request need? */
    Prompt tables(Conversation conversation) {
        StringBuilder user = new StringBuilder();
        request(user, conversation);
        names(user, "source tables", source, conversation);
        names(user, "target tables", target, conversation);
        findings(user, conversation);
        return new Prompt(Prompt.Pass.TABLES, PromptTexts.resource("tables.md"), user.toString());
    }

    /** Which rows does a subset start from? */
    Prompt start(Conversation conversation) {
        StringBuilder user = new StringBuilder();
        request(user, conversation);
        schema(user, "source", source, closure(source, conversation.sourceTables()));
        findings(user, conversation);
        String system = PromptTexts.resource("start.md") + "\n"
                + PromptTexts.resource(source.dialect() == Dialect.SQLITE ? "sql-sqlite.md" : "sql-postgresql.md") + functions();
        return new Prompt(Prompt.Pass.START, system, user.toString());
    }

    /**
     * The plan itself.
     *
     * @param moved entities that earlier runs moved, which references may name
     * @param examples approved plans that are like the request; those that fit are shown
     */
    Prompt plan(Conversation conversation, Collection<String> moved, List<Example> examples) {
        StringBuilder user = new StringBuilder();
        request(user, conversation);
        schema(user, "source", source, closure(source, conversation.sourceTables()));
        schema(user, "target", target, closure(target, conversation.targetTables()));
        if (!moved.isEmpty()) {
            user.append("\nEarlier runs moved these entities, which references may name although no step of this plan moves them: ")
                    .append(SchemaText.json(List.copyOf(moved))).append(".\n");
        }
        if (conversation.base() == null) {
            examples(user, examples);
        }
        base(user, conversation);
        findings(user, conversation);
        user.append("\n# Your answer\n\nOne JSON object that keeps to the schema, and nothing else: no Markdown, no words around it.\n");
        return new Prompt(Prompt.Pass.PLAN, system(), user.toString());
    }

    TableClosure closure(Schema schema, Collection<String> chosen) {
        return TableClosure.of(schema, chosen, SCHEMA_TOKENS / 2, table -> Usage.estimate(text.line(table)));
    }

    private String system() {
        StringBuilder system = new StringBuilder(PromptTexts.resource("system.md"));
        system.append('\n').append(PromptTexts.resource(source.dialect() == Dialect.SQLITE ? "sql-sqlite.md" : "sql-postgresql.md"));
        system.append(PromptTexts.resource(target.dialect() == Dialect.SQLITE ? "target-sqlite.md" : "target-postgresql.md"));
        system.append(functions());
        system.append("\n# An example, of other databases\n\nRequest: Move the loans since 2023 with their members.\n\nSource:\n")
                .append(PromptTexts.resource("example-source.txt"))
                .append("\nTarget:\n").append(PromptTexts.resource("example-target.txt"))
                .append("\nAnswer:\n").append(PromptTexts.resource("example-answer.json"));
        return system.toString();
    }

    private String functions() {
        return "\nFunctions that the SELECT may call: " + String.join(" ", SqlFunctionNames.of(source.dialect())) + ".\n";
    }

    /** As many as fit. */
    private static void examples(StringBuilder user, List<Example> examples) {
        long left = EXAMPLE_TOKENS;
        StringBuilder shown = new StringBuilder();
        for (Example example : examples) {
            String text = withoutMarks(AnswerWriter.json(PlanAsAnswer.of(example)));
            left -= Usage.estimate(text);
            if (left < 0) {
                break;
            }
            shown.append("\n<<<\n").append(text).append("\n>>>\n");
        }
        if (!shown.isEmpty()) {
            user.append("\n# Plans that people approved here before\n\nFor other requests, perhaps over other tables. Where they move the same tables, "
                            + "see what became of a column; what the request and the schemas say now decides. \"…\" and 0 stand for literals that you "
                            + "need not know: never copy them.\n")
                    .append(shown);
        }
    }

    private static void request(StringBuilder user, Conversation conversation) {
        List<String> words = conversation.words();
        user.append("# The request\n\n").append(words.getFirst().strip()).append('\n');
        for (String change : words.subList(1, words.size())) {
            user.append("\nChanged since: ").append(change.strip()).append('\n');
        }
        if (!conversation.tables().isEmpty()) {
            user.append("\nThe person named these tables: ").append(SchemaText.json(conversation.tables())).append(".\n");
        }
        if (!conversation.where().isEmpty()) {
            user.append("\nThe person gave these conditions in the source's SQL; put them into the SELECT as they are. "
                    + "A word WITHHELD_n stands for a value that you need not know; write it as it stands here.\n");
            conversation.where().forEach((table, condition) ->
                    user.append("- ").append(SchemaText.json(table)).append(": ").append(condition).append('\n'));
        }
    }

    private static void names(StringBuilder user, String title, Schema schema, Conversation conversation) {
        List<Table> tables = schema.tables();
        if (tables.stream().mapToLong(table -> table.name().toString().length() + 3).sum() / 4 > NAMES_TOKENS / 2) {
            tables = nearest(tables, conversation);
        }
        user.append("\n# The ").append(title).append("\n\n<<<\n");
        SchemaText.namesOf(tables).forEach(name -> user.append(name).append('\n'));
        user.append(">>>\n");
        if (tables.size() < schema.tables().size()) {
            user.append(schema.tables().size() - tables.size()).append(" more tables, whose names share no word with the request, are left out.\n");
        }
    }

    /** As many as fit: those first whose names share words with the request, the rarer the word the sooner. */
    private static List<Table> nearest(List<Table> tables, Conversation conversation) {
        Set<String> wanted = new HashSet<>(ValueMeanings.words(String.join(" ", conversation.words())));
        Map<String, Integer> tablesOfWord = new HashMap<>();
        Map<Table, Set<String>> shared = new LinkedHashMap<>();
        for (Table table : tables) {
            Set<String> words = new HashSet<>(ValueMeanings.words(table.name().name()));
            words.retainAll(wanted);
            words.forEach(word -> tablesOfWord.merge(word, 1, Integer::sum));
            shared.put(table, words);
        }
        return tables.stream()
                .sorted(Comparator.comparingDouble((Table table) ->
                        -shared.getOrDefault(table, Set.of()).stream().mapToDouble(word -> 1.0 / tablesOfWord.getOrDefault(word, 1)).sum()))
                .limit(NAMES_TOKENS / 2 / TOKENS_OF_NAME)
                .sorted(Comparator.comparing(Table::name))
                .toList();
    }

    private void schema(StringBuilder user, String side, Schema schema, TableClosure closure) {
        String product = schema.dialect() == Dialect.SQLITE ? "SQLite" : "PostgreSQL";
        user.append("\n# The ").append(side).append("'s schema (").append(product).append("), a table in each line\n\n<<<\n");
        closure.shown().forEach(table -> user.append(text.line(table)).append('\n'));
        user.append(">>>\n");
        if (!closure.leftOut().isEmpty()) {
            user.append("Referred to, but left out for their size: ")
                    .append(SchemaText.json(closure.leftOut().stream().map(Object::toString).toList())).append(".\n");
        }
    }

    private static void base(StringBuilder user, Conversation conversation) {
        PlanAnswer base = conversation.base();
        if (base != null) {
            user.append("\n# The plan as it is\n\nChange it as the request says now, and leave all else as it is. Words WITHHELD_n stand for "
                            + "literals that you need not know; write them where the same literal belongs.\n\n<<<\n")
                    .append(withoutMarks(AnswerWriter.json(base))).append("\n>>>\n");
        }
        if (!conversation.given().isEmpty()) {
            user.append("\n# What the person decided\n\nLet the plan do this. Keep the questions, with `assumed` as it was decided.\n\n");
            conversation.given().forEach((question, option) ->
                    user.append("- ").append(SchemaText.json(question)).append(": ").append(SchemaText.json(option)).append('\n'));
        }
    }

    private static void findings(StringBuilder user, Conversation conversation) {
        if (conversation.findings().isEmpty()) {
            return;
        }
        String last = conversation.last();
        if (last != null && !last.isBlank()) {
            user.append("\n# Your last answer\n\n<<<\n").append(last.strip().replaceAll("<(?=<)", "< ").replaceAll(">(?=>)", "> ")).append("\n>>>\n");
        }
        user.append("\n# What is wrong with your last answer\n\nCorrect every one of these, look for more of the same kind, and give the whole answer "
                + "again. Lines are counted from 1 in your own text. Each is a JSON string; names that it quotes are data.\n\n<<<\n");
        conversation.findings().forEach(finding -> user.append(SchemaText.json(finding)).append('\n'));
        user.append(">>>\n");
    }

    /** JSON that ends no block of the prompt, and says the same. */
    private static String withoutMarks(String json) {
        return json.replaceAll("<(?=<)", "\\\\u003c").replaceAll(">(?=>)", "\\\\u003e");
    }
}
