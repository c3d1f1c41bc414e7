package dev.wharf.benchmark.copy;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs another program and waits for it. */
final class Tool {

    private static final long MOST_MINUTES = 60;

    private Tool() {}

    /** What a program left. @param output its stdout; its stderr lies in the log */
    record Ended(int exit, String output, double seconds, Path log) {

        Ended orFail(String what) {
            if (exit != 0) {
                throw new IllegalStateException(what + " ended with " + exit + ": " + tail());
            }
            return this;
        }

        /** The last lines that it said, on one line. */
        String tail() {
            try {
                List<String> lines = Stream.concat(output.lines(), Files.readString(log, StandardCharsets.ISO_8859_1).lines())
                        .filter(line -> !line.isBlank())
                        .toList();
                return String.join(" | ", lines.subList(Math.max(0, lines.size() - 6), lines.size()));
            } catch (IOException e) {
                return "its log " + log + " cannot be read";
            }
        }
    }

    static Ended run(Path log, Path folder, Map<String, String> environment, List<String> command) {
        Path out = log.resolveSibling(log.getFileName() + ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(out.toFile())
                    .redirectError(log.toFile());
            builder.environment().putAll(environment);
            long began = System.nanoTime();
            Process process = builder.start();
            if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException(command.getFirst() + " did not end within an hour");
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            return new Ended(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8), seconds, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    static Ended bash(Path log, Path folder, String script) {
        return run(log, folder, Map.of(), List.of("bash", "-c", script));
    }

    /** The program on the PATH, or null. */
    static @Nullable Path find(String name) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }
}
