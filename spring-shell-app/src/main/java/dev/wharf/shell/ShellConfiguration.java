package dev.wharf.shell;

import dev.wharf.shell.command.Authors;
import dev.wharf.shell.command.Commands;
import dev.wharf.shell.command.Sandboxes;
import dev.wharf.shell.command.WorkspaceNames;
import dev.wharf.shell.interactive.Completion;
import dev.wharf.shell.interactive.InteractiveShell;
import dev.wharf.shell.line.CommandCompletion;
import dev.wharf.shell.line.DocumentMapper;
import dev.wharf.shell.line.HelpPages;
import dev.wharf.shell.line.Interruption;
import dev.wharf.shell.line.Invocations;
import dev.wharf.shell.line.LineParser;
import dev.wharf.shell.line.ShellCommand;
import dev.wharf.shell.text.Console;
import dev.wharf.shell.text.SystemConsole;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.shell.core.ShellRunner;
import org.springframework.shell.core.command.CommandRegistry;

/**
 * The beans of the shell, each named here: a search of the class path or for auto-configurations would cost more than most
 * commands take, and none of what they would bring is wanted.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import(Commands.class)
class ShellConfiguration {

    @Bean
    Console console() {
        return new SystemConsole();
    }

    @Bean
    DocumentMapper documentMapper() {
        return new DocumentMapper();
    }

    @Bean
    Invocations invocations(Console console, DocumentMapper mapper, Interruption interruption) {
        return new Invocations(console, mapper, interruption);
    }

    @Bean
    Failures failures(Console console, DocumentMapper mapper) {
        return new Failures(console, mapper);
    }

    @Bean
    Interruption interruption() {
        Interruption interruption = new Interruption();
        interruption.arm();
        return interruption;
    }

    @Bean
    CommandRegistry commandRegistry(ListableBeanFactory beans, Invocations invocations) {
        CommandRegistry registry = new CommandRegistry() {
            @Override
            public void afterSingletonsInstantiated() {
                // the commands are complete below; asking for every bean of type Command would make them all
            }
        };
        for (Object bean : Commands.all(beans)) {
            ShellCommand.of(bean, invocations).forEach(registry::registerCommand);
        }
        return registry;
    }

    @Bean
    LineParser commandParser(CommandRegistry registry) {
        return new LineParser(registry);
    }

    @Bean
    Authors authors() {
        return new Authors();
    }

    @Bean
    Sandboxes sandboxes() {
        return new Sandboxes();
    }

    @Bean
    HelpPages helpPages(ObjectProvider<CommandRegistry> registry) {
        return new HelpPages(registry);
    }

    @Bean
    Completion completion(CommandRegistry registry, Invocations invocations) {
        return new CommandCompletion(registry, new WorkspaceNames(invocations));
    }

    @Bean
    InteractiveShell interactiveShell(Console console, Completion completion, Interruption interruption) {
        return new InteractiveShell(console, completion, interruption::interrupt);
    }

    @Bean
    @Primary
    WharfShellRunner shellRunner(
            LineParser parser,
            CommandRegistry registry,
            Invocations invocations,
            Failures failures,
            Interruption interruption,
            Console console,
            ObjectProvider<InteractiveShell> interactive) {
        return new WharfShellRunner(parser, registry, invocations, failures, interruption, console, interactive);
    }

    @Bean
    ApplicationRunner applicationRunner(ShellRunner shell) {
        return arguments -> shell.run(arguments.getSourceArgs());
    }
}
