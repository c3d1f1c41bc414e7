package dev.wharf.author.model;

import dev.wharf.author.Conditions;
import dev.wharf.author.PlanWish;
import dev.wharf.author.Planned;
import dev.wharf.author.Planning;
import dev.wharf.author.Reach;
import dev.wharf.author.SqlNames;
import dev.wharf.catalog.Table;
import dev.wharf.database.SourceSnapshot;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.gate.Finding;
import dev.wharf.plan.PlanFolder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A subset whose start a model chose. The model says no more than that: what comes along follows from the foreign keys, and
 * the template author writes the plan.
 */
final class SubsetStart {

    private final PlanFolder folder;
    private final Sides sides;
    private final Planning template;
    private final Clock clock;

    SubsetStart(PlanFolder folder, Sides sides, Planning template, Clock clock) {
        this.folder = folder;
        this.sides = sides;
        this.template = template;
        this.clock = clock;
    }

    /** What is wrong with a start; empty where the source takes its conditions. */
    List<Finding> findings(StartAnswer answer) {
        List<Finding> findings = new ArrayList<>();
        try (SourceSnapshot snapshot = sides.source().openSnapshot()) {
            answer.conditions().forEach((name, condition) -> {
                Table table = sides.schemas().source().table(name).orElse(null);
                if (table == null) {
                    findings.add(new Finding("answer", null, null, null, null, "unknown-table",
                            "The source has no table of that name: " + name + ".", "Write names exactly as they are listed."));
                    return;
                }
                List<Finding> refused = Conditions.findings(sides.source(), name, condition);
                findings.addAll(refused.isEmpty() ? tried(snapshot, table, condition) : refused);
            });
        }
        return findings;
    }

    /** Whether the database understands a condition that the guards let through; it does where it is merely slow. */
    static List<Finding> tried(SourceSnapshot snapshot, Table table, String condition) {
        try {
            snapshot.query("SELECT 1 AS one FROM " + SqlNames.quote(table.name()) + " WHERE (" + condition + "\n) LIMIT 1", 1);
            return List.of();
        } catch (WharfException e) {
            if (e.code().equals("database-timeout")) {
                return List.of();
            }
            if (e.kind() != Kind.DATA) {
                throw e;
            }
            return List.of(new Finding("schema", null, null, null, null, "condition", e.getMessage(), ""));
        }
    }

    private Path plans() {
        return Objects.requireNonNull(folder.directory().getParent());
    }

    AuthoringOutcome.Written written(Conversation conversation, StartAnswer answer) {
        Reach reach = answer.children() ? Reach.SUBSET_WITH_CHILDREN : conversation.reach();
        conversation.requireUnchanged(folder);
        Planned planned = template.plan(plans(), new PlanWish(folder.name(), String.join("; then: ", conversation.words()),
                List.of(), answer.conditions(), reach, conversation.namespace(), conversation.planHash() != null), sides.source(), sides.target());
        folder.history().record(clock.instant(), "subset-start",
                Map.of("author", conversation.author(), "prompts", PromptTexts.VERSION, "lastPrompt", conversation.asked(),
                        "used", conversation.used(), "start", answer.conditions(), "children", answer.children()));
        List<String> notes = new ArrayList<>();
        answer.conditions().forEach((table, condition) -> notes.add("The model starts from " + table + ": " + PlanBuilder.cut(condition)));
        if (!answer.summary().isBlank()) {
            notes.add(PlanBuilder.cut(answer.summary()));
        }
        notes.addAll(planned.notes());
        return new AuthoringOutcome.Written(new Planned(planned.plan(), planned.path(), notes, planned.subset()), conversation.used(), List.of());
    }
}
