package dev.wharf.shell;

import dev.wharf.shell.command.Authors;
import dev.wharf.shell.command.Commands;
import dev.wharf.shell.command.Sandboxes;
import dev.wharf.shell.command.WorkspaceNames;
import dev.wharf.shell.interactive.InteractiveShell;
import dev.wharf.shell.line.CommandCompletion;
import dev.wharf.shell.line.DocumentMapper;
import dev.wharf.shell.line.HelpPages;
import dev.wharf.shell.line.Interruption;
import dev.wharf.shell.line.Invocations;
import dev.wharf.shell.line.LineParser;
import dev.wharf.shell.text.Console;
import java.util.function.Supplier;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.shell.core.command.CommandRegistry;

/**
 * The beans of the shell, each registered with what makes it, and made when it is first asked for. Nothing
 * is searched for, read from annotations or configured by itself: that takes longer than most commands do.
 */
final class ShellBeans {

    private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

    private ShellBeans() {}

    /**
     * The beans; nothing of the environment or of files in the current folder configures them.
     *
     * @param interruption armed, where the process's end is to end the command first
     */
    static DefaultListableBeanFactory of(Console console, Interruption interruption) {
        ShellBeans shell = new ShellBeans();
        shell.register(console, interruption);
        return shell.beans;
    }

    private void register(Console console, Interruption interruption) {
        bean(Console.class, () -> console);
        bean(Interruption.class, () -> interruption);
        bean(DocumentMapper.class, DocumentMapper::new);
        bean(Invocations.class, () -> new Invocations(console, the(DocumentMapper.class), interruption));
        bean(Failures.class, () -> new Failures(console, the(DocumentMapper.class)));
        bean(Authors.class, Authors::new);
        bean(Sandboxes.class, Sandboxes::new);
        bean(HelpPages.class, () -> new HelpPages(beans.getBeanProvider(CommandRegistry.class)));
        Commands.register(beans);
        bean(CommandRegistry.class, this::registry);
        bean(LineParser.class, () -> new LineParser(the(CommandRegistry.class)));
        bean(CommandCompletion.class, () -> new CommandCompletion(
                the(CommandRegistry.class), new WorkspaceNames(the(Invocations.class))));
        bean(InteractiveShell.class, () -> new InteractiveShell(
                console, the(CommandCompletion.class), interruption::interrupt));
        bean(WharfShellRunner.class, this::runner);
    }

    private CommandRegistry registry() {
        CommandRegistry registry = new CommandRegistry() {
            @Override
            public void afterSingletonsInstantiated() {
                // the commands are complete below; asking for every bean of type Command would make them all
            }
        };
        Commands.all(beans, the(Invocations.class)).forEach(registry::registerCommand);
        return registry;
    }

    private WharfShellRunner runner() {
        return new WharfShellRunner(
                the(LineParser.class),
                the(CommandRegistry.class),
                the(Invocations.class),
                the(Failures.class),
                the(Interruption.class),
                the(Console.class),
                beans.getBeanProvider(InteractiveShell.class));
    }

    private <T> T the(Class<T> type) {
        return beans.getBean(type);
    }

    private <T> void bean(Class<T> type, Supplier<T> making) {
        beans.registerBeanDefinition(type.getName(), new RootBeanDefinition(type, making));
    }
}
