package dev.wharf.faults;

import dev.wharf.audit.RunId;
import dev.wharf.database.ConnectionSpec;
import dev.wharf.failure.WharfException;
import dev.wharf.run.RunEvent;
import dev.wharf.run.RunOutcome;
import dev.wharf.run.Runs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An engine in a process of its own, which a test tells line by line what to do and which may be killed, stopped and
 * continued like any other process. Its arguments are the folder, the mode and both connections.
 */
final class EngineProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader out;

    private EngineProcess(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts one and waits until it listens. */
    static EngineProcess start(Path folder, Scenario scenario) throws IOException {
        EngineProcess engine = launch(folder, scenario);
        engine.expect("ready");
        return engine;
    }

    /** Starts one; {@code ready} is the first thing that it says. */
    static EngineProcess launch(Path folder, Scenario scenario) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Duser.timezone=UTC",
                "-cp",
                System.getProperty("java.class.path"),
                EngineProcess.class.getName(),
                folder.toString(),
                scenario.mode());
        for (Place place : new Place[] {scenario.source(), scenario.target()}) {
            builder.command().add(place.spec().url());
            builder.command().add(Objects.requireNonNullElse(place.spec().user(), ""));
            builder.command().add(Objects.requireNonNullElse(place.spec().password(), ""));
        }
        return new EngineProcess(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    void say(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** The next line; null where it is dead. */
    @Nullable String hear() throws IOException {
        return out.readLine();
    }

    void expect(String line) throws IOException {
        String heard = hear();
        if (!line.equals(heard)) {
            throw new AssertionError("the engine said " + heard + " where " + line + " was due");
        }
    }

    /** TERM, KILL, STOP, CONT. */
    void signal(String name) throws Exception {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
        if (code != 0) {
            throw new AssertionError("kill -" + name + " gave " + code);
        }
    }

    void awaitEnd() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the engine did not end within a minute");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /**
     * Understands {@code apply RUN METHOD N} and {@code resume RUN METHOD N}, which hold before the N-th call of that method,
     * and {@code go} while it holds.
     */
    public static void main(String[] arguments) throws Exception {
        Engine engine = Engine.of(
                Path.of(arguments[0]), spec("source", arguments, 2), spec("target", arguments, 5), arguments[1]);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Semaphore go = new Semaphore(0);
        System.out.println("ready");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            if (words[0].equals("go")) {
                go.release();
                continue;
            }
            Injector injector = new Injector(held(words[2], go), Integer.parseInt(words[3]));
            Runs runs = engine.runs(Scenario.BATCH_ROWS, injector, new InProcessSandbox(), RunEvent.Listener.NONE);
            RunId run = new RunId(words[1]);
            Supplier<RunOutcome> command = words[0].equals("apply")
                    ? () -> runs.apply(Engine.PLAN, 1, run)
                    : () -> runs.resume(run);
            Thread.ofPlatform().start(() -> System.out.println(said(command)));
        }
        // Whoever told it what to do is gone.
        Runtime.getRuntime().halt(0);
    }

    private static String said(Supplier<RunOutcome> command) {
        try {
            return "ended " + command.get().status().word();
        } catch (WharfException e) {
            return "failed " + e.kind().exitCode() + " " + e.code();
        } catch (Throwable e) {
            return "defect " + e;
        }
    }

    private static Fault held(String method, Semaphore go) {
        return new Fault() {
            @Override
            public boolean fits(Call call) {
                return call.is(method);
            }

            @Override
            public @Nullable Object instead(Injector injector, Call call, Injector.Real real) throws Throwable {
                System.out.println("held at " + call);
                go.acquire();
                return injector.pass(call, real);
            }
        };
    }

    private static ConnectionSpec spec(String name, String[] arguments, int at) {
        return new ConnectionSpec(
                name,
                arguments[at],
                arguments[at + 1].isEmpty() ? null : arguments[at + 1],
                arguments[at + 2].isEmpty() ? null : arguments[at + 2],
                false,
                Path.of(arguments[0]).toAbsolutePath());
    }
}
