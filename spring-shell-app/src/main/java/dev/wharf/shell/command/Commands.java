package dev.wharf.shell.command;

import dev.wharf.shell.line.Invocations;
import dev.wharf.shell.line.ShellCommand;
import java.util.List;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;

/** Every command bean with its command's name, so that no class is looked into before its command is meant. */
public final class Commands {

    private record Entry(String name, Class<?> type) {}

    private static final List<Entry> ALL = List.of(
            new Entry("help", HelpCommand.class),
            new Entry("version", VersionCommand.class),
            new Entry("init", InitCommand.class),
            new Entry("survey", SurveyCommand.class),
            new Entry("sandbox doctor", SandboxDoctorCommand.class),
            new Entry("plan", PlanCommand.class),
            new Entry("answer", AnswerCommand.class),
            new Entry("explain", ExplainCommand.class),
            new Entry("check", CheckCommand.class),
            new Entry("preview", PreviewCommand.class),
            new Entry("rehearse", RehearseCommand.class),
            new Entry("approve", ApproveCommand.class),
            new Entry("apply", ApplyCommand.class),
            new Entry("resume", ResumeCommand.class),
            new Entry("close", CloseCommand.class),
            new Entry("rollback", RollbackCommand.class),
            new Entry("status", StatusCommand.class),
            new Entry("verify", VerifyCommand.class),
            new Entry("report", ReportCommand.class),
            new Entry("audit runs", AuditRunsCommand.class),
            new Entry("audit mappings", AuditMappingsCommand.class),
            new Entry("audit rejects", AuditRejectsCommand.class),
            new Entry("audit remarks", AuditRemarksCommand.class),
            new Entry("audit events", AuditEventsCommand.class),
            new Entry("audit ddl", AuditDdlCommand.class),
            new Entry("audit purge", AuditPurgeCommand.class));

    private Commands() {}

    /** Registers the beans; each is made when its command is run. */
    public static void register(BeanDefinitionRegistry registry) {
        ALL.forEach(entry -> registry.registerBeanDefinition(entry.name(), definition(entry.type())));
    }

    private static RootBeanDefinition definition(Class<?> type) {
        RootBeanDefinition definition = new RootBeanDefinition(type);
        definition.setAutowireMode(AutowireCapableBeanFactory.AUTOWIRE_CONSTRUCTOR);
        return definition;
    }

    /** The commands, in the order of the list. */
    public static List<ShellCommand> all(BeanFactory beans, Invocations invocations) {
        return ALL.stream()
                .map(entry -> new ShellCommand(entry.name(), entry.type(), () -> beans.getBean(entry.name()), invocations))
                .toList();
    }
}
