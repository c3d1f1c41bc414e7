package dev.wharf.plan;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes one plan.yaml. What {@link PlanReader} reads back equals what was written. */
final class PlanWriter {

    private static final int COMMENT_COLUMN = 46;

    private final StringBuilder out = new StringBuilder();
    private boolean explained;

    String write(Plan plan) {
        key(0, "wharf", PlanFile.FORMAT);
        key(0, "name", YamlText.scalar(plan.name()));
        key(0, "request", YamlText.scalar(plan.request()));
        key(0, "source", YamlText.scalar(plan.source()));
        key(0, "target", YamlText.scalar(plan.target()));
        if (plan.namespace() != null) {
            commented("namespace: " + YamlText.scalar(plan.namespace()), "new uuids and mappings are made within it");
        }
        if (plan.draft()) {
            commented("draft: true", "can be neither approved nor applied");
        }
        if (!plan.rejects().equals(RejectLimit.DEFAULT)) {
            rejects(plan.rejects());
        }
        line(plan.steps().isEmpty() ? "steps: []" : "steps:");
        for (Step step : plan.steps()) {
            step(step);
        }
        decisions(plan.decisions());
        line("sqlFunctions: " + YamlText.list(plan.sqlFunctions()));
        return out.toString();
    }

    private void rejects(RejectLimit limit) {
        String share = new BigDecimal(String.valueOf(limit.share())).movePointRight(2).stripTrailingZeros().toPlainString() + "%";
        line("rejects: { share: " + share + ", atLeast: " + limit.atLeast() + (limit.values() ? ", values: true" : "") + " }");
    }

    private void step(Step step) {
        line("  - name: " + YamlText.scalar(step.name()));
        explain("    entity: " + YamlText.scalar(step.entity()), "the name under which its mappings are kept");
        explain("    extract: " + YamlText.scalar(step.extract()), "exactly one SELECT; the engine adds order, ranges and limits");
        explain("    key: " + YamlText.list(step.key()), "unique in the extract; orders it");
        explain("    transform: " + YamlText.scalar(step.transform()), "one public class implements dev.wharf.migration.RowMigration");
        explained = true;
        items("newKeys", step.newKeys().stream().map(PlanWriter::newKey).toList());
        items("references", step.references().stream().map(PlanWriter::reference).toList());
        items("writes", step.writes().stream().map(PlanWriter::write).toList());
        items("mapping", step.mapping().stream().map(PlanWriter::mapping).toList());
        if (step.batchRows() != null) {
            line("    batchRows: " + step.batchRows());
        }
    }

    private static String newKey(NewKey key) {
        Flow flow = new Flow().put("column", key.column()).raw("from", YamlText.list(key.from()));
        return key.kind() == NewKey.Kind.UUID ? flow.text() : flow.put("kind", "sequence").text();
    }

    private static String reference(Reference reference) {
        Flow flow = new Flow().put("column", reference.column()).put("entity", reference.entity());
        if (!reference.from().isEmpty()) {
            flow.raw("from", YamlText.list(reference.from()));
        }
        flow.put("table", reference.table());
        if (!reference.match().isEmpty()) {
            flow.raw("match", YamlText.map(reference.match()));
        }
        flow.put("key", reference.key());
        if (reference.later()) {
            flow.raw("later", "true");
        }
        Reference.Fills fills = reference.fills();
        if (fills != null) {
            flow.raw("fills", new Flow().put("table", fills.table()).put("column", fills.column()).text());
        }
        return flow.raw("missing", reference.missing().name().toLowerCase(Locale.ROOT)).text();
    }

    private static String write(Write write) {
        return new Flow()
                .put("table", write.table())
                .raw("key", YamlText.list(write.key()))
                .put("mode", write.mode().word())
                .text();
    }

    private static String mapping(MappingRule rule) {
        return new Flow()
                .put("table", rule.table())
                .put("target", rule.target())
                .raw("from", YamlText.list(rule.from()))
                .put("rule", rule.rule())
                .text();
    }

    private void decisions(List<Decision> decisions) {
        if (decisions.isEmpty()) {
            line("decisions: []");
            return;
        }
        commented("decisions:", "an open one stops approve; `answer` answers it");
        for (Decision decision : decisions) {
            line("  - id: " + YamlText.scalar(decision.id()));
            if (decision.step() != null) {
                line("    step: " + YamlText.scalar(decision.step()));
            }
            line("    question: " + YamlText.scalar(decision.question()));
            line("    options: " + YamlText.list(decision.options())
                    + (decision.options().isEmpty() ? "                               # any text" : ""));
            items("evidence", decision.evidence().stream().map(YamlText::scalar).toList());
            String answer = decision.answer();
            line("    answer:" + (decision.open() || answer == null ? "" : " " + YamlText.scalar(answer)));
        }
    }

    private void items(String key, List<String> items) {
        if (items.isEmpty()) {
            return;
        }
        line("    " + key + ":");
        for (String item : items) {
            line("      - " + item);
        }
    }

    private void key(int indent, String key, String value) {
        line(" ".repeat(indent) + key + ": " + value);
    }

    /** Explains a key of the first step only: once is help, every time is noise. */
    private void explain(String text, String comment) {
        if (explained) {
            line(text);
        } else {
            commented(text, comment);
        }
    }

    private void commented(String text, String comment) {
        line(text + " ".repeat(Math.max(2, COMMENT_COLUMN - text.length())) + "# " + comment);
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    /** A mapping on one line. */
    private static final class Flow {

        private final List<String> entries = new ArrayList<>();

        Flow put(String key, @Nullable String value) {
            return value == null ? this : raw(key, YamlText.scalar(value));
        }

        Flow raw(String key, String yaml) {
            entries.add(key + ": " + yaml);
            return this;
        }

        String text() {
            return "{ " + String.join(", ", entries) + " }";
        }
    }
}
