package dev.wharf.shell.command;

import dev.wharf.run.RunEvent;
import dev.wharf.run.Runs;
import dev.wharf.shell.line.Invocation;
import dev.wharf.shell.text.ProgressLine;
import java.util.Locale;

/** Says on stderr what a run tells. Its id is said even where it is to be quiet: whoever kills the run needs it. */
final class RunProgress implements RunEvent.Listener, AutoCloseable {

    private final Invocation invocation;
    private final ProgressLine line;

    RunProgress(Invocation invocation) {
        this.invocation = invocation;
        this.line = new ProgressLine(invocation.console());
    }

    @Override
    public void on(RunEvent event) {
        boolean quiet = invocation.globals().quiet();
        switch (event) {
            case RunEvent.Started started when started.rehearsal() -> {
                if (!quiet) {
                    line.say("rehearsal of " + started.plan());
                }
            }
            case RunEvent.Started started -> line.say("run " + started.run().value());
            case RunEvent.Notice notice -> {
                if (!quiet) {
                    line.say(notice.text());
                }
            }
            case RunEvent.StepStarted step -> line.begin(0);
            case RunEvent.Progress progress -> {
                if (!quiet) {
                    line.update(progress.step(), progress.doneRows(), progress.totalRows());
                }
            }
            case RunEvent.StepEnded ended -> {
                if (!quiet) {
                    line.say("step " + ended.step() + ": " + ended.status().word() + ", "
                            + count(ended.counts().read()) + " read, " + count(ended.counts().written()) + " written, "
                            + count(ended.counts().skipped()) + " skipped, " + count(ended.counts().rejected())
                            + " rejected");
                }
            }
            case RunEvent.Filling filling -> {
                if (!quiet) {
                    line.update(filling.step() + ", references", filling.doneRows(), filling.totalRows());
                }
            }
            case RunEvent.Unpacked unpacked when unpacked.done() == 0 -> line.begin(0);
            case RunEvent.Unpacked unpacked -> {
                if (!quiet) {
                    line.update("mappings, to be looked up by key", unpacked.done(), unpacked.total());
                }
            }
            case RunEvent.TakingBack taking -> {
                line.begin(taking.doneRows());
                if (!quiet) {
                    line.say(count(taking.totalRows()) + (taking.totalRows() == 1 ? " row" : " rows") + " to take back"
                            + (taking.doneRows() == 0 ? "" : ", " + count(taking.doneRows()) + " of them are already"));
                }
            }
            case RunEvent.TakenBack taken -> {
                if (!quiet) {
                    line.update("taken back, now " + taken.table(), taken.doneRows(), taken.totalRows());
                }
            }
        }
    }

    /** What Ctrl-C does while a run moves rows: says at once that it is heard, and lets the batches under way be finished. */
    Runnable pausing(Runs runs) {
        return () -> {
            runs.pause();
            if (!invocation.globals().quiet()) {
                line.say("pausing: the batches under way are finished first, for some seconds at most");
            }
        };
    }

    @Override
    public void close() {
        line.clear();
    }

    private static String count(long rows) {
        return String.format(Locale.ROOT, "%,d", rows);
    }
}
