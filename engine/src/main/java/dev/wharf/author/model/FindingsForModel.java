package dev.wharf.author.model;

import dev.wharf.author.template.ValueMeanings;
import dev.wharf.catalog.Schema;
import dev.wharf.gate.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a model is told of findings. Gates that read texts and schemas are quoted, for they saw nothing that the model did
 * not see or write. Of those that saw rows, or a database's complaint, it is told the rule, the place, the code, and such
 * names as it knows already.
 */
final class FindingsForModel {

    /** Gates whose messages are made of the answer and the schemas alone. Whatever is not here is told by its rule. */
    private static final Set<String> QUOTED = Set.of("answer", "plan", "text", "sql", "source", "compile", "bytecode", "mapping");

    /** Rules of the gate schema that compare names. Its other findings come from a database. */
    private static final Set<String> OF_NAMES = Set.of(
            "column-clash", "column-twice", "computed-column", "copy-type", "key-not-set", "later-not-null", "later-read", "later-set", "no-sequence",
            "not-null-not-set", "reference-arity", "reference-composite", "table-never-written", "target-key-not-unique",
            "unknown-column", "unknown-entity", "unknown-extract-column", "unknown-source-column", "unknown-table",
            "unknown-target-column", "unknown-target-table", "write-view");

    private static final Pattern STATE = Pattern.compile("SQLSTATE [0-9A-Z]{5}|\\bSQLITE_[A-Z_]+");
    private static final Pattern EXCEPTION = Pattern.compile("\\b((?:[a-z_]\\w*\\.)+[A-Z][\\w$]*(?:Exception|Error))(?: \\((\\S+ line \\d+)\\))?");
    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");
    private static final Pattern NO_COLUMN = Pattern.compile("the extract has no column \"([^\"]*)\"");
    private static final int MAX_FINDINGS = 20;
    private static final int SHORTEST_HIDDEN = 3;

    private final Set<String> names;
    private final Collection<String> hidden;

    /** @param hidden values that the engine put into the files, or keeps out of prompts */
    FindingsForModel(List<Schema> schemas, PlanAnswer answer, Collection<String> hidden) {
        this.names = names(schemas, answer);
        this.hidden = hidden;
    }

    List<String> told(List<Finding> findings) {
        Set<String> told = new LinkedHashSet<>();
        for (Finding finding : findings) {
            if (told.size() < MAX_FINDINGS) {
                told.add(place(finding) + "[" + finding.gate() + ", " + finding.rule() + "] " + masked(text(finding)));
            }
        }
        return List.copyOf(told);
    }

    /** The same for the same kind of mistake, wherever in the files it stands now. */
    static String fingerprint(List<Finding> findings) {
        TreeSet<String> facts = new TreeSet<>();
        for (Finding finding : findings) {
            facts.add(finding.gate() + "|" + finding.rule() + "|" + finding.file() + "|"
                    + finding.message().replaceAll("\\bline \\d+|\\d+", "#"));
        }
        return dev.wharf.plan.Authored.hash(String.join("\n", facts));
    }

    private static String place(Finding finding) {
        StringBuilder place = new StringBuilder();
        if (finding.file() != null) {
            place.append(finding.file());
            if (finding.line() != null) {
                place.append(" line ").append(finding.line());
                if (finding.column() != null) {
                    place.append(" column ").append(finding.column());
                }
            }
            place.append(' ');
        } else if (finding.step() != null) {
            place.append("step ").append(finding.step()).append(' ');
        }
        return place.toString();
    }

    private String text(Finding finding) {
        boolean ofNames = finding.gate().equals("schema") && OF_NAMES.contains(finding.rule());
        if (QUOTED.contains(finding.gate()) || ofNames) {
            return finding.message() + " " + finding.next();
        }
        return switch (finding.gate()) {
            case "schema" -> ofDatabase(finding);
            case "key" -> "The columns of `key` do not tell the extract's rows apart, or one of them may be NULL. "
                    + "Choose columns that are unique and never NULL in the extract.";
            case "references" -> "Rows refer to rows that are neither moved nor in the target. Widen the extract of the step that gives "
                    + "them, or choose another `missing`.";
            case "dry-run" -> ofDryRun(finding);
            case "determinism" -> "The class makes something else of the same row in another container. " + finding.next();
            default -> "The gate refuses it. " + finding.next();
        };
    }

    /** SQLSTATE, place and names that are known; never the database's own words, which may hold a value. */
    private String ofDatabase(Finding finding) {
        Matcher state = STATE.matcher(finding.message());
        List<String> known = known(finding.message());
        return "The database refuses the SELECT" + (state.find() ? " (" + state.group() + ")" : "")
                + (known.isEmpty() ? "." : "; it names " + String.join(", ", known) + ".")
                + " Look whether every table, column, function and type is one that the schema has.";
    }

    private String ofDryRun(Finding finding) {
        Matcher exception = EXCEPTION.matcher(finding.message());
        Matcher column = NO_COLUMN.matcher(finding.message());
        StringBuilder text = new StringBuilder("The class fails when it is tried");
        if (exception.find()) {
            text.append(": ").append(exception.group(1));
            if (exception.group(2) != null) {
                text.append(" at ").append(exception.group(2));
            }
        } else if (column.find()) {
            text.append(": the extract has no column ").append(ValueMeanings.literal(column.group(1)));
        }
        return text.append(". ").append(finding.next()).toString();
    }

    private List<String> known(String message) {
        List<String> known = new ArrayList<>();
        Matcher words = WORD.matcher(message.replaceAll("SQLSTATE [0-9A-Z]{5}", ""));
        while (words.find() && known.size() < 6) {
            if (names.contains(words.group()) && !known.contains(words.group())) {
                known.add(words.group());
            }
        }
        return known;
    }

    private static Set<String> names(List<Schema> schemas, PlanAnswer answer) {
        Set<String> names = new HashSet<>();
        schemas.forEach(schema -> schema.tables().forEach(table -> {
            names.add(table.name().name());
            table.columns().forEach(column -> names.add(column.name()));
        }));
        for (PlanAnswer.Step step : answer.steps()) {
            // what stands in the SELECT as a name, not as a text, was written by the model itself
            Matcher words = WORD.matcher(step.sql().replaceAll("'(?:[^']|'')*'", " "));
            while (words.find()) {
                if (words.group().length() > 2 && words.group().contains("_")) {
                    names.add(words.group());
                }
            }
        }
        return names;
    }

    private String masked(String text) {
        String masked = text;
        for (String value : hidden) {
            if (value.length() >= SHORTEST_HIDDEN) {
                masked = masked.replace(value, "⟨a value⟩");
            }
        }
        return masked;
    }

    /** One line for the conversation's end. */
    static String brief(@Nullable Finding finding) {
        return finding == null ? "" : dev.wharf.check.FindingText.line(finding);
    }
}
