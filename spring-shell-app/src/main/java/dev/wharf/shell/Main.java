package dev.wharf.shell;

import dev.wharf.shell.line.Interruption;
import dev.wharf.shell.text.SystemConsole;
import java.util.Arrays;

/** The program's entry. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        Logs.configure(System.getenv("WHARF_LOG"));
        Logs.takeWhatThreadsThrow();
        int exitCode;
        try {
            exitCode = run(args);
        } catch (Exception | LinkageError e) {
            System.err.println("wharf: This is a defect of Wharf: it did not start, " + e.getClass().getSimpleName() + ".");
            System.err.println("  Build it anew; report it with the output of the same command with WHARF_LOG=debug.");
            if (Arrays.asList(args).contains("--stacktrace")) {
                e.printStackTrace();
            }
            exitCode = 70;
        }
        if (exitCode != 0 || somebodyWouldStay()) {
            System.exit(exitCode);
        }
    }

    private static int run(String[] args) {
        Interruption interruption = new Interruption();
        interruption.arm();
        WharfShellRunner runner = ShellBeans.of(new SystemConsole(), interruption).getBean(WharfShellRunner.class);
        runner.run(args);
        return runner.exitCode();
    }

    /**
     * Whether a thread would keep the process. Where none does, to return ends it as well, and sooner: System.exit asks for a
     * logger first, for which every jar is opened and searched.
     */
    private static boolean somebodyWouldStay() {
        Thread[] threads = new Thread[Thread.activeCount() + 16];
        int count = Thread.enumerate(threads);
        return Arrays.stream(threads, 0, count).anyMatch(thread -> thread != Thread.currentThread() && !thread.isDaemon());
    }
}
