package dev.wharf.shell.command;

import java.util.List;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportSelector;
import org.springframework.core.type.AnnotationMetadata;

/** Every command bean, named in one list. */
@Configuration(proxyBeanMethods = false)
@Import(Commands.Selector.class)
public class Commands {

    private static final List<Class<?>> ALL = List.of(
            HelpCommand.class,
            VersionCommand.class,
            InitCommand.class,
            SurveyCommand.class,
            SandboxDoctorCommand.class,
            PlanCommand.class,
            AnswerCommand.class,
            ExplainCommand.class,
            CheckCommand.class,
            PreviewCommand.class,
            RehearseCommand.class,
            ApproveCommand.class,
            ApplyCommand.class,
            ResumeCommand.class,
            CloseCommand.class,
            RollbackCommand.class,
            StatusCommand.class,
            VerifyCommand.class,
            ReportCommand.class,
            AuditRunsCommand.class,
            AuditMappingsCommand.class,
            AuditRejectsCommand.class,
            AuditRemarksCommand.class,
            AuditEventsCommand.class,
            AuditDdlCommand.class,
            AuditPurgeCommand.class);

    /** The beans, in the order of the list. */
    public static List<Object> all(BeanFactory beans) {
        return ALL.stream().<Object>map(beans::getBean).toList();
    }

    static final class Selector implements ImportSelector {
        @Override
        public String[] selectImports(AnnotationMetadata metadata) {
            return ALL.stream().map(Class::getName).toArray(String[]::new);
        }
    }
}
