package dev.wharf.report;

import dev.wharf.audit.ApprovalStore;
import dev.wharf.audit.ApprovalStore.Approval;
import dev.wharf.audit.BatchStore;
import dev.wharf.audit.ControlStore;
import dev.wharf.audit.ControlStore.StepRow;
import dev.wharf.audit.EventStore;
import dev.wharf.audit.ReversalStore;
import dev.wharf.audit.RejectStore;
import dev.wharf.audit.RejectStore.Reject;
import dev.wharf.audit.RunId;
import dev.wharf.audit.RunStore;
import dev.wharf.audit.RunStore.Run;
import dev.wharf.audit.Sql;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.plan.LoadedPlan;
import dev.wharf.verify.RecordedPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that the audit tables know of a run and that a report tells.
 *
 * @param approval the one under which it ran
 * @param distributions by step the counts of labels that its batches recorded, as JSON
 */
record RunRecord(
        Run run,
        LoadedPlan plan,
        Optional<Approval> approval,
        List<StepRow> steps,
        List<Reject> rejects,
        Map<String, List<String>> distributions,
        List<EventStore.Event> events,
        Map<String, Long> reversals) {

    static RunRecord read(Sql sql, RunId id) {
        Run run = new RunStore(sql)
                .find(id)
                .orElseThrow(() -> new WharfException(
                        Kind.USAGE, "unknown-run", "The target has no run " + id + ".", "`wharf status` lists the runs."));
        Optional<Approval> approval = new ApprovalStore(sql)
                .of(run.plan()).stream()
                        .filter(a -> a.planHash().equals(run.planHash()))
                        .filter(a -> a.approvedAt().compareTo(run.startedAt()) <= 0)
                        .findFirst();
        List<StepRow> steps = new ControlStore(sql).of(id);
        Map<String, List<String>> distributions = new HashMap<>();
        for (StepRow step : steps) {
            distributions.put(
                    step.step(),
                    new BatchStore(sql)
                            .ofRows(id, step.step()).stream()
                                    .flatMap(batch -> Optional.ofNullable(batch.distribution()).stream())
                                    .toList());
        }
        return new RunRecord(
                run,
                RecordedPlan.of(sql, run),
                approval,
                steps,
                new RejectStore(sql).of(id),
                distributions,
                new EventStore(sql).of(id),
                new ReversalStore(sql).byOutcome(id));
    }
}
