package dev.wharf.shell;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
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
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        // named, they need not be searched for in every jar
        System.setProperty("slf4j.provider", "org.slf4j.simple.SimpleServiceProvider");
        System.setProperty("org.apache.commons.logging.LogFactory", "org.apache.commons.logging.impl.Slf4jLogFactory");
        if (used.equals("off")) {
            System.setProperty("java.util.logging.config.class", PlatformLogsOff.class.getName());
        } else {
            // a format for times, even one that is never used, takes 100 ms to make
            System.setProperty("org.slf4j.simpleLogger.showDateTime", "true");
            System.setProperty("org.slf4j.simpleLogger.dateTimeFormat", "HH:mm:ss.SSS");
        }
    }

    /** Turns the platform's own logging off when somebody first uses it; to do so at once costs 100 ms of every command. */
    public static final class PlatformLogsOff {
        public PlatformLogsOff() throws IOException {
            LogManager.getLogManager().readConfiguration(
                    new ByteArrayInputStream(".level=OFF".getBytes(StandardCharsets.ISO_8859_1)));
        }
    }
}
