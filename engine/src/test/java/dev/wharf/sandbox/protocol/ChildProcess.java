package dev.wharf.sandbox.protocol;

import dev.wharf.migration.RowMigration;
import dev.wharf.wire.ContainerPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One of the containers' main programs as a plain process, without the container around it. */
final class ChildProcess implements Channel {

    private final Process process;

    private ChildProcess(String mainClass, List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx320m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-OmitStackTraceInFastThrow",
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:hashCode=2",
                "-Duser.timezone=UTC",
                "-Duser.language=en",
                "-Duser.country=US",
                "-Dfile.encoding=UTF-8",
                "-XX:+DisplayVMOutputToStderr"));
        command.addAll(options);
        command.addAll(List.of("-cp", location(ContainerPort.class) + ":" + location(RowMigration.class), mainClass));
        command.addAll(arguments);
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ChildProcess runner(String... options) {
        return new ChildProcess("dev.wharf.runner.Main", List.of(options), List.of());
    }

    static ChildProcess compiler(String... options) {
        return new ChildProcess("dev.wharf.compiler.Main", List.of(options), List.of());
    }

    /** A main program that gives its engine up after so many milliseconds of silence. */
    static ChildProcess impatient(String mainClass, long silenceMillis) {
        return new ChildProcess(mainClass, List.of(), List.of(Long.toString(silenceMillis)));
    }

    /** A compiler that gives a compilation up after so many milliseconds. */
    static ChildProcess impatientCompiler(long compileMillis) {
        return new ChildProcess("dev.wharf.compiler.Main", List.of(), List.of("30000", Long.toString(compileMillis)));
    }

    Process process() {
        return process;
    }

    @Override
    public InputStream fromContainer() {
        return process.getInputStream();
    }

    @Override
    public OutputStream toContainer() {
        return process.getOutputStream();
    }

    @Override
    public void kill() {
        process.destroyForcibly();
    }

    @Override
    public String diagnosis() {
        try {
            return process.waitFor(1, TimeUnit.SECONDS) ? "exit code " + process.exitValue() : "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static String location(Class<?> type) {
        return Path.of(java.net.URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
