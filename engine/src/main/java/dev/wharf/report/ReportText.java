package dev.wharf.report;

import dev.wharf.audit.ApprovalStore.Approval;
import dev.wharf.audit.ControlStore.StepRow;
import dev.wharf.audit.Counts;
import dev.wharf.audit.EventStore.Event;
import dev.wharf.audit.RejectStore.Reject;
import dev.wharf.audit.RunStore.Run;
import dev.wharf.plan.MappingRule;
import dev.wharf.plan.Step;
import dev.wharf.plan.Write;
import dev.wharf.verify.VerifyCheck;
import dev.wharf.verify.VerifyReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Puts the record of a run into words and tables, for somebody who answers for the data. */
final class ReportText {

    private static final int REJECTS_SHOWN = 100;
    private static final TypeReference<Map<String, Map<String, Long>>> LABELS = new TypeReference<>() {};

    private final RunRecord record;
    private final @Nullable VerifyReport verification;
    private final List<Block> blocks = new ArrayList<>();

    ReportText(RunRecord record, @Nullable VerifyReport verification) {
        this.record = record;
        this.verification = verification;
    }

    List<Block> blocks() {
        summary();
        steps();
        rejects();
        verification();
        record.plan().plan().steps().forEach(this::mapping);
        approval();
        events();
        wayBack();
        return blocks;
    }

    private void summary() {
        Run run = record.run();
        heading(1, "Run " + run.id());
        Counts sum = record.steps().stream().map(StepRow::counts).reduce(Counts.NONE, Counts::plus);
        String request = record.plan().plan().request();
        if (!request.isBlank()) {
            paragraph(request);
        }
        paragraph("The run " + words(run.status().word()) + ": it read " + rows(sum.read()) + " of " + run.source() + ", moved "
                + sum.migrated() + " of them and wrote " + rows(sum.written()) + " to " + run.target() + "; "
                + sum.skipped() + " were skipped on purpose and " + sum.rejected() + " rejected"
                + (sum.unchanged() == 0 ? "" : "; " + sum.unchanged() + " had been moved by earlier runs") + ".");
        if (run.errorMessage() != null) {
            paragraph("It ended with: " + run.errorMessage());
        }
        if (!record.reversals().isEmpty()) {
            paragraph("Taken back since: " + record.reversals().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(e -> e.getValue() + " " + e.getKey())
                    .collect(Collectors.joining(", ")) + ".");
        }
        List<List<String>> facts = new ArrayList<>();
        facts.add(List.of("Plan", run.plan()));
        facts.add(List.of("Hash", run.planHash()));
        facts.add(List.of("Source", run.source() + " (" + run.sourceIdentity() + ")"));
        facts.add(List.of("Target", run.target() + " (" + run.targetIdentity() + ")"));
        facts.add(List.of("Started", run.startedAt()));
        facts.add(List.of("Ended", run.completedAt() == null ? "not yet" : run.completedAt()));
        facts.add(List.of("Took", took(run.startedAt(), run.completedAt())));
        record.events().stream()
                .filter(event -> event.detail().startsWith("took "))
                .forEach(event -> facts.add(List.of("Until " + words(event.event()), event.detail())));
        facts.add(List.of("Ran by", run.holder()));
        if (run.snapshot() != null) {
            facts.add(List.of("Read under", run.snapshot() + (run.snapshotAt() == null ? "" : " of " + run.snapshotAt())));
        }
        grid(List.of("What", "Value"), facts);
    }

    private void steps() {
        heading(2, "Steps");
        List<List<String>> rows = new ArrayList<>();
        for (StepRow step : record.steps()) {
            Counts c = step.counts();
            rows.add(List.of(
                    step.step(),
                    words(step.status().word()),
                    number(c.read()),
                    number(c.migrated()),
                    number(c.written()),
                    number(c.skipped()),
                    number(c.rejected()),
                    number(c.unchanged()),
                    took(step.startedAt(), step.completedAt())));
        }
        grid(List.of("Step", "Status", "Read", "Moved", "Written", "Skipped", "Rejected", "Unchanged", "Took"), rows);
        record.steps().stream()
                .filter(step -> step.errorMessage() != null)
                .forEach(step -> paragraph(step.step() + " ended with: " + step.errorMessage()));
        distributions();
    }

    private void distributions() {
        record.distributions().forEach((step, texts) -> {
            Map<String, Map<String, Long>> sums = new TreeMap<>();
            for (String json : texts) {
                JsonMapper.shared().readValue(json, LABELS).forEach((column, labels) -> {
                    Map<String, Long> sum = sums.computeIfAbsent(column, c -> new TreeMap<>());
                    labels.forEach((label, count) -> sum.merge(label, count, Long::sum));
                });
            }
            sums.forEach((column, labels) -> {
                heading(3, "Values of " + column);
                grid(List.of("Value", "Rows"), labels.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry::getKey))
                        .map(e -> List.of(e.getKey(), number(e.getValue())))
                        .toList());
            });
        });
    }

    private void rejects() {
        if (record.rejects().isEmpty()) {
            return;
        }
        heading(2, "Rejected rows");
        Map<String, Long> reasons = new LinkedHashMap<>();
        record.rejects().forEach(reject -> reasons.merge(reject.step() + "\n" + reject.reason(), 1L, Long::sum));
        grid(List.of("Step", "Reason", "Rows"), reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(REJECTS_SHOWN)
                .map(e -> List.of(e.getKey().split("\n", 2)[0], e.getKey().split("\n", 2)[1], number(e.getValue())))
                .toList());
        heading(3, "By key");
        List<Reject> shown = record.rejects().stream().limit(REJECTS_SHOWN).toList();
        grid(List.of("Step", "Key", "Reason"),
                shown.stream().map(r -> List.of(r.step(), r.sourceKey(), r.reason())).toList());
        if (record.rejects().size() > shown.size()) {
            paragraph("These are the first " + shown.size() + " of " + record.rejects().size() + "; all of them:");
            literal("wharf audit rejects " + record.run().id());
        }
    }

    private void verification() {
        heading(2, "Verification");
        if (verification != null) {
            paragraph(verification.ok()
                    ? "Everything that the run wrote stands in the target as it was written."
                    : verification.failed() + " of " + verification.checks().size() + " checks found a difference.");
            grid(List.of("Check", "Step", "Expected", "Found", "Result"), verification.checks().stream()
                    .map(ReportText::check)
                    .toList());
            return;
        }
        List<Event> verified = record.events().stream().filter(e -> e.event().equals("verified")).toList();
        if (verified.isEmpty()) {
            paragraph("The run has not been verified. This reads back what it wrote:");
            literal("wharf verify " + record.run().id());
        } else {
            paragraph("Verified at " + verified.getLast().at() + ": " + verified.getLast().detail() + ".");
        }
    }

    private static List<String> check(VerifyCheck check) {
        return List.of(check.name(), check.step(), check.expected(), check.actual(), check.ok() ? "ok" : "differs");
    }

    private void mapping(Step step) {
        heading(2, "What became of what: " + step.name());
        paragraph("Rows of " + step.extract() + ", told apart by " + String.join(", ", step.key()) + ", became rows of "
                + step.writes().stream().map(ReportText::write).collect(Collectors.joining(", ")) + ".");
        if (!step.mapping().isEmpty()) {
            String own = step.ownWrite().table();
            grid(List.of("Target column", "From", "Rule"), step.mapping().stream()
                    .map(rule -> row(rule, own))
                    .toList());
        }
    }

    private static List<String> row(MappingRule rule, String own) {
        return List.of((rule.table() == null ? own : rule.table()) + "." + rule.target(), String.join(", ", rule.from()), rule.rule());
    }

    private static String write(Write write) {
        return write.table() + " (" + write.mode().word() + " by " + String.join(", ", write.key()) + ")";
    }

    private void approval() {
        heading(2, "Approval");
        if (record.approval().isEmpty()) {
            paragraph("The audit tables hold no approval of this hash from before the run.");
            return;
        }
        Approval a = record.approval().get();
        paragraph("Approved by " + a.approvedBy() + " at " + a.approvedAt() + " (system user " + a.systemUser()
                + (a.sessionRole().isEmpty() ? "" : ", database role " + a.sessionRole()) + ").");
        List<List<String>> answers = record.plan().plan().decisions().stream()
                .filter(d -> !d.open())
                .map(d -> List.of(d.id(), d.question(), String.valueOf(d.answer())))
                .toList();
        if (!answers.isEmpty()) {
            grid(List.of("Decision", "Question", "Answer"), answers);
        }
    }

    private void events() {
        heading(2, "Events");
        grid(List.of("At", "Event", "Detail"), record.events().stream()
                .map(e -> List.of(e.at(), e.event(), e.detail()))
                .toList());
    }

    private void wayBack() {
        heading(2, "The way back");
        paragraph("This takes back exactly what the run wrote. Rows that somebody changed since are kept and named.");
        literal("wharf rollback " + record.run().id());
    }

    private static String took(@Nullable String from, @Nullable String to) {
        if (from == null || to == null) {
            return "";
        }
        Duration took = Duration.between(Instant.parse(from), Instant.parse(to));
        return took.toMinutes() >= 1
                ? took.toMinutes() + " min " + took.toSecondsPart() + " s"
                : String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
    }

    private static String words(String status) {
        return status.replace('_', ' ');
    }

    private static String rows(long count) {
        return count == 1 ? "1 row" : number(count) + " rows";
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private void heading(int level, String text) {
        blocks.add(new Block.Heading(level, text));
    }

    private void paragraph(String text) {
        blocks.add(new Block.Paragraph(text));
    }

    private void grid(List<String> columns, List<List<String>> rows) {
        blocks.add(new Block.Grid(columns, rows));
    }

    private void literal(String text) {
        blocks.add(new Block.Literal(text));
    }
}
