package dev.wharf.shell.command;

import java.util.List;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Every command bean, named. */
@Configuration(proxyBeanMethods = false)
@Import({HelpCommand.class, VersionCommand.class, InitCommand.class, AuditDdlCommand.class})
public class Commands {

    private static final List<Class<?>> ALL = List.of(HelpCommand.class, VersionCommand.class, InitCommand.class, AuditDdlCommand.class);

    /** The beans in no particular order. */
    public static List<Object> all(BeanFactory beans) {
        return ALL.stream().<Object>map(beans::getBean).toList();
    }
}
