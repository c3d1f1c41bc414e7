package dev.wharf.run;

import dev.wharf.audit.Counts;
import dev.wharf.audit.RunId;
import dev.wharf.audit.RunStatus;
import java.time.Duration;

/** What a run tells while it is under way. */
public sealed interface RunEvent {

    /** The run has its id; nothing was written yet. */
    record Started(RunId run, String plan, boolean rehearsal) implements RunEvent {}

    /** The ranges of a step are recorded. */
    record StepStarted(String step, long totalRows, int batches) implements RunEvent {}

    /** A batch was committed. {@code doneRows} counts source rows of the step, those that were unchanged too. */
    record Progress(String step, long doneRows, long totalRows, Counts counts, Duration elapsed) implements RunEvent {}

    record StepEnded(String step, RunStatus status, Counts counts) implements RunEvent {}

    /**
     * A range of a closing pass was committed.
     *
     * @param doneRows source rows of the ranges that are done
     * @param filled rows whose reference was filled so far
     * @param leftNull rows whose reference stays NULL because the row it refers to was not migrated
     */
    record Filling(String step, long doneRows, long totalRows, long filled, long leftNull) implements RunEvent {}

    /** Something that a person should know and that is no error. */
    record Notice(String text) implements RunEvent {}

    /**
     * Mappings that were packed became rows, before they are asked for by their keys; first of all none of them.
     *
     * @param done of {@code total} that are to be unpacked now
     */
    record Unpacked(long done, long total) implements RunEvent {}

    /** A rollback knows what is to be taken back. {@code doneRows} were by an earlier attempt. */
    record TakingBack(long doneRows, long totalRows) implements RunEvent {}

    /**
     * A page of rows was taken back, or stays.
     *
     * @param doneRows all rows of the run that were taken back so far, by earlier attempts too
     */
    record TakenBack(String table, long doneRows, long totalRows) implements RunEvent {}

    /** Takes events, from several threads. It returns quickly. */
    @FunctionalInterface
    interface Listener {
        Listener NONE = event -> {};

        void on(RunEvent event);
    }
}
