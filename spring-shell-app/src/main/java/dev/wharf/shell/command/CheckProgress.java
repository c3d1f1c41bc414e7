package dev.wharf.shell.command;

import dev.wharf.check.CheckListener;
import dev.wharf.shell.line.Invocation;
import dev.wharf.shell.text.ProgressLine;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Says on stderr where a check is that takes longer than a moment, again and again until it is over. */
final class CheckProgress implements CheckListener, AutoCloseable {

    private final ProgressLine line;
    private final boolean quiet;
    private @Nullable ScheduledExecutorService clock;
    private volatile String where = "";

    CheckProgress(Invocation invocation) {
        this.line = new ProgressLine(invocation.console());
        this.quiet = invocation.globals().quiet();
    }

    @Override
    public synchronized void at(String gate, @Nullable String step) {
        if (quiet) {
            return;
        }
        where = "check: " + gate + (step == null ? "" : ", step " + step);
        if (clock == null) {
            line.begin(0);
            clock = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("wharf-check-progress").factory());
            clock.scheduleAtFixedRate(this::show, 1, 1, TimeUnit.SECONDS);
        }
    }

    private synchronized void show() {
        if (clock != null) {
            line.update(where);
        }
    }

    @Override
    public synchronized void ended() {
        if (clock != null) {
            clock.shutdownNow();
            clock = null;
            line.clear();
        }
    }

    @Override
    public void close() {
        ended();
    }
}
