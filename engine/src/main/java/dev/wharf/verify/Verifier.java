package dev.wharf.verify;

import dev.wharf.audit.BatchStore;
import dev.wharf.audit.ControlStore.StepRow;
import dev.wharf.audit.ControlStore;
import dev.wharf.audit.EventStore;
import dev.wharf.audit.MappingStore;
import dev.wharf.audit.PackedMappings;
import dev.wharf.audit.RecordedRows;
import dev.wharf.audit.RunId;
import dev.wharf.audit.RunStore;
import dev.wharf.audit.Sql;
import dev.wharf.catalog.Dialect;
import dev.wharf.catalog.Schema;
import dev.wharf.database.ConnectionLost;
import dev.wharf.database.Database;
import dev.wharf.database.SourceSnapshot;
import dev.wharf.database.TargetSession;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.plan.LoadedPlan;
import dev.wharf.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Verifies a run: the target against the audit tables, and the source against them. */
public final class Verifier {

    /** So many ranges are read even where each of them costs a pass over the source. */
    private static final int PASSES = 8;

    private final Database source;
    private final Database target;

    public Verifier(Database source, Database target) {
        this.source = source;
        this.target = target;
    }

    /**
     * Reads back what the run wrote and what it read. While it does, the steps are in phase {@code validation}, and an event
     * tells the result, as far as the role may write that.
     *
     * @throws WharfException of kind USAGE with code {@code unknown-run}
     */
    public VerifyReport verify(RunId id) {
        Schema schema = target.survey();
        List<VerifyCheck> checks = new ArrayList<>();
        try (TargetSession session = target.openTarget();
                SourceSnapshot snapshot = source.openSnapshot()) {
            Sql sql = new Sql(session.connection(), target.dialect());
            RunStore.Run run = new RunStore(sql).find(id).orElseThrow(() -> unknown(id));
            LoadedPlan plan = RecordedPlan.of(sql, run);
            List<StepRow> rows = new ControlStore(sql).of(id);
            quietly(session, writing -> rows.forEach(row -> new ControlStore(writing).phase(id, row.step(), "validation")));
            try {
                for (StepRow row : rows) {
                    step(plan, row).ifPresent(step -> checks.addAll(verify(run, plan, step, row, schema, session, snapshot)));
                }
            } finally {
                quietly(session, writing -> rows.forEach(row -> new ControlStore(writing).phase(id, row.step(), row.phase())));
            }
            VerifyReport report = new VerifyReport(id, checks);
            quietly(session, writing -> new EventStore(writing)
                    .record(id, "verified", report.ok() ? "ok, " + checks.size() + " checks" : report.failed() + " of " + checks.size() + " checks failed"));
            return report;
        }
    }

    private static Optional<Step> step(LoadedPlan plan, StepRow row) {
        return plan.plan().steps().stream().filter(s -> s.name().equals(row.step())).findFirst();
    }

    private List<VerifyCheck> verify(
            RunStore.Run run,
            LoadedPlan plan,
            Step step,
            StepRow row,
            Schema schema,
            TargetSession session,
            SourceSnapshot snapshot) {
        Sql sql = new Sql(session.connection(), target.dialect());
        RecordedRows recorded = new RecordedRows(sql);
        List<VerifyCheck> checks = new ArrayList<>();
        long written = recorded.written(run.id(), step.name());
        checks.add(new VerifyCheck(
                "counts",
                step.name(),
                TargetTally.rows(row.counts().written()) + " written",
                written + (written == 1 ? " mapping" : " mappings") + " of written rows",
                written == row.counts().written()));
        Labels expected = new Labels();
        List<BatchStore.Batch> batches = new BatchStore(sql).ofRows(run.id(), step.name());
        for (BatchStore.Batch batch : batches) {
            if (batch.done() && batch.distribution() != null) {
                expected.addRecorded(batch.distribution());
            }
        }
        CompletableFuture<VerifyCheck> ofSource = unpackWhereRangesAreDear(step, row, recorded, session, batches.size())
                ? CompletableFuture.supplyAsync(
                        () -> source(step, row, run.namespace(), snapshot, batches), Thread::startVirtualThread)
                : CompletableFuture.completedFuture(notCompared(step));
        try {
            TargetComparison comparison = new TargetComparison(
                    target, schema, row, run.namespace(), session, expected.byColumn().keySet());
            readBack(comparison);
            comparison.tallies().forEach((table, tally) -> {
                checks.add(tally.rows(step.name(), table));
                checks.add(tally.checksum(step.name(), table));
            });
            checks.addAll(new ReferenceComparison(session.connection(), target.dialect(), schema, recorded)
                    .compare(plan.plan(), step, row));
            checks.addAll(distributions(step, expected, comparison.labels()));
            checks.add(join(ofSource));
        } finally {
            // whatever failed meanwhile: nobody reads the snapshot any more when it is closed
            ofSource.handle((_, _) -> null).join();
        }
        return checks;
    }

    private static List<VerifyCheck> distributions(Step step, Labels expected, Labels now) {
        List<VerifyCheck> checks = new ArrayList<>();
        expected.byColumn().forEach((column, labels) -> {
            Map<String, Long> found = now.byColumn().getOrDefault(column, Map.of());
            checks.add(new VerifyCheck(
                    "distribution " + column, step.name(), Labels.text(labels), Labels.text(found), labels.equals(found)));
        });
        return checks;
    }

    /** The mappings come over a session of their own, because PostgreSQL hands them over within a transaction only. */
    private void readBack(TargetComparison comparison) {
        try (TargetSession stream = target.openTarget()) {
            boolean transaction = beginSteady(stream);
            comparison.run(new Sql(stream.connection(), target.dialect()));
            if (transaction) {
                stream.rollback();
            }
        }
    }

    /** Lets a session see one state of the mappings: a block that is unpacked meanwhile would be seen twice, or not at all. */
    private boolean beginSteady(TargetSession session) {
        if (target.dialect() != Dialect.POSTGRESQL) {
            return false;
        }
        session.begin();
        Sql sql = new Sql(session.connection(), target.dialect());
        sql.update("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        // It idles while the source is read.
        sql.update("SET LOCAL idle_in_transaction_session_timeout = '24h'");
        return true;
    }

    /**
     * Packed mappings are held against ranges of the source; where a range costs a whole pass, they are looked up by keys.
     * Gives whether the source can be compared: not where every one of many ranges would cost a pass.
     */
    private boolean unpackWhereRangesAreDear(
            Step step, StepRow row, RecordedRows recorded, TargetSession session, int ranges) {
        try {
            if (recorded.packed(row.run(), row.step())
                    && !source.rangesReachIndex(source.describe(row.sourceQuery(), step.key()))) {
                unpack(session, row.run());
                return ranges <= PASSES || !recorded.packed(row.run(), row.step());
            }
        } catch (WharfException e) {
            if (e.kind() != Kind.DATA) {
                throw e;
            }
        }
        return true;
    }

    /** In bounded transactions: whoever wants the same mappings waits until one ends. */
    private void unpack(TargetSession session, RunId run) {
        AtomicLong newest = new AtomicLong();
        quietly(session, reading -> newest.set(new PackedMappings(reading).newest()));
        AtomicLong some = new AtomicLong();
        do {
            some.set(0);
            quietly(session, writing ->
                    some.set(new PackedMappings(writing).unpackSome(new PackedMappings.Which.OfRun(run), newest.get())));
        } while (some.get() > 0);
        quietly(session, writing -> new MappingStore(writing).refreshStatistics());
    }

    private static VerifyCheck notCompared(Step step) {
        return new VerifyCheck(
                "source",
                step.name(),
                "the mappings can be looked up",
                "not compared: no index answers the extract's ranges, and the mappings could not be unpacked here,"
                        + " for which the role has to INSERT into migration_mapping_rows and migration_unpacked_blocks",
                true);
    }

    /** Beside the look at the target, over a session of its own. */
    private VerifyCheck source(
            Step step, StepRow row, String namespace, SourceSnapshot snapshot, List<BatchStore.Batch> batches) {
        try (TargetSession session = target.openTarget()) {
            beginSteady(session);
            RecordedRows recorded = new RecordedRows(new Sql(session.connection(), target.dialect()));
            return new SourceComparison(source, recorded, namespace).compare(step, row, snapshot, batches);
        } catch (WharfException e) {
            if (e.kind() != Kind.DATA) {
                throw e;
            }
            return new VerifyCheck("source", step.name(), "the extract can be read", "not any more: " + e.text(), true);
        }
    }

    private static VerifyCheck join(CompletableFuture<VerifyCheck> check) {
        try {
            return check.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Writes where the role may; a verification by a role that may only read, or beside somebody's lock, is one all the same. */
    private void quietly(TargetSession session, Consumer<Sql> work) {
        session.begin();
        try {
            work.accept(new Sql(session.connection(), target.dialect()));
            session.commit();
        } catch (ConnectionLost e) {
            session.rollback();
        } catch (WharfException e) {
            session.rollback();
            if (e.kind() != Kind.ENVIRONMENT) {
                throw e;
            }
        }
    }

    private static WharfException unknown(RunId id) {
        return new WharfException(
                Kind.USAGE, "unknown-run", "The target has no run " + id + ".", "`wharf status` lists the runs.");
    }
}
