package dev.wharf.shell;

import java.util.Set;
import java.util.logging.Level;
import java.util.logging.LogManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Logs are off unless WHARF_LOG names a level; then they go to stderr. */
final class Logs {

    private static final Set<String> LEVELS = Set.of("trace", "debug", "info", "warn", "error");

    private Logs() {}

    /** What a thread in the background throws is for the log: the command's own thread decides what the command says. */
    static void takeWhatThreadsThrow() {
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) ->
                LoggerFactory.getLogger(Logs.class).error("the thread {} ended", thread.getName(), thrown));
    }

    static void configure(@Nullable String level) {
        String used = level != null && LEVELS.contains(level) ? level : "off";
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", used);
        System.setProperty("org.slf4j.simpleLogger.logFile", "System.err");
        System.setProperty("org.slf4j.simpleLogger.showDateTime", "true");
        System.setProperty("org.slf4j.simpleLogger.dateTimeFormat", "HH:mm:ss.SSS");
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        if (used.equals("off")) {
            LogManager.getLogManager().getLogger("").setLevel(Level.OFF);
        }
    }
}
