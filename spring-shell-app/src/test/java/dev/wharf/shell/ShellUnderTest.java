package dev.wharf.shell;

import dev.wharf.shell.line.Interruption;
import dev.wharf.shell.line.LineParser;
import dev.wharf.shell.text.Console;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.shell.core.command.CommandRegistry;

/** The shell with all its beans in this process, over streams in memory. */
public final class ShellUnderTest implements AutoCloseable {

    public record Said(int exitCode, String out, String err) {}

    private final FakeConsole console = new FakeConsole();
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    public ShellUnderTest() {
        System.setProperty("wharf.images", Path.of("../sandbox-image/target/images").toAbsolutePath().toString());
        context.registerBean("console", Console.class, () -> console);
        context.register(ShellConfiguration.class);
        context.registerBean("interruption", Interruption.class, Interruption::new);
        context.refresh();
    }

    public Said run(String... words) {
        return run(Arrays.asList(words));
    }

    public Said run(List<String> words) {
        int exitCode = context.getBean(WharfShellRunner.class).execute(words, console.out());
        return new Said(exitCode, console.takeOut(), console.takeErr());
    }

    public FakeConsole console() {
        return console;
    }

    public CommandRegistry registry() {
        return context.getBean(CommandRegistry.class);
    }

    public LineParser parser() {
        return context.getBean(LineParser.class);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
