package dev.wharf.shell.command;

import dev.wharf.run.Runs;
import dev.wharf.shell.line.Usage;
import org.jspecify.annotations.Nullable;

/** The option {@code --max-rate} of commands that move rows. */
final class MaxRate {

    private static final int MOST = 1_000_000_000;

    private MaxRate() {}

    static void require(String command, @Nullable Integer rows) {
        if (rows != null && (rows < 1 || rows > MOST)) {
            throw Usage.of(
                    command, "value-invalid", "--max-rate is " + rows + ", and it is from 1 to " + MOST + " rows a second.");
        }
    }

    static Runs of(Runs runs, @Nullable Integer rows) {
        return rows == null ? runs : runs.atMost(rows);
    }
}
