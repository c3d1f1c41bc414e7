package dev.wharf.shell;

import dev.wharf.shell.line.Interruption;
import dev.wharf.shell.line.LineParser;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.shell.core.command.CommandRegistry;

/** The shell with all its beans in this process, over streams in memory. */
public final class ShellUnderTest {

    public record Said(int exitCode, String out, String err) {}

    private final FakeConsole console = new FakeConsole();
    private final BeanFactory beans;

    public ShellUnderTest() {
        System.setProperty("wharf.images", Path.of("../sandbox-image/target/images").toAbsolutePath().toString());
        beans = ShellBeans.of(console, new Interruption());
    }

    public Said run(String... words) {
        return run(Arrays.asList(words));
    }

    public Said run(List<String> words) {
        int exitCode = beans.getBean(WharfShellRunner.class).execute(words, console.out());
        return new Said(exitCode, console.takeOut(), console.takeErr());
    }

    public FakeConsole console() {
        return console;
    }

    public CommandRegistry registry() {
        return beans.getBean(CommandRegistry.class);
    }

    public LineParser parser() {
        return beans.getBean(LineParser.class);
    }

    public <T> T bean(Class<T> type) {
        return beans.getBean(type);
    }
}
