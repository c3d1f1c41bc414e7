package dev.wharf.shell.line;

import dev.wharf.shell.json.Document;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.shell.core.command.Command;
import org.springframework.shell.core.command.CommandArgument;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.CommandOption;
import org.springframework.shell.core.command.ExitStatus;

/**
 * A command over one annotated method. Unlike Spring Shell's own adapter it takes repeated options, tells a missing
 * argument from an empty one, lets the command's exception through as it is, and gives the exit code of the document that
 * the method returns.
 */
public final class ShellCommand implements Command {

    private final String name;
    private final String group;
    private final String description;
    private final String details;
    private final List<String> examples;
    private final List<Parameter> parameters;
    private final Method method;
    private final Object bean;
    private final Invocations invocations;

    private ShellCommand(
            org.springframework.shell.core.command.annotation.Command command,
            Method method,
            Object bean,
            Invocations invocations) {
        this.name = String.join(" ", command.name());
        this.group = command.group();
        this.description = command.description();
        this.details = command.help();
        this.examples = MethodParameters.examples(method);
        this.parameters = MethodParameters.of(method);
        this.method = method;
        this.bean = bean;
        this.invocations = invocations;
    }

    /** The commands of one bean, in the order of their names. */
    public static List<ShellCommand> of(Object bean, Invocations invocations) {
        List<ShellCommand> commands = new ArrayList<>();
        for (Method method : bean.getClass().getMethods()) {
            var command = method.getAnnotation(org.springframework.shell.core.command.annotation.Command.class);
            if (command != null) {
                commands.add(new ShellCommand(command, method, bean, invocations));
            }
        }
        commands.sort(java.util.Comparator.comparing(ShellCommand::getName));
        return commands;
    }

    @Override
    public ExitStatus execute(CommandContext context) throws Exception {
        Invocation invocation = invocations.open(context);
        Document document = call(arguments(context, invocation));
        invocation.answer(document);
        return new ExitStatus(document.exitCode(), "");
    }

    private Document call(@Nullable Object[] arguments) throws Exception {
        try {
            return (Document) method.invoke(bean, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    private @Nullable Object[] arguments(CommandContext context, Invocation invocation) {
        List<String> given =
                context.parsedInput().arguments().stream().map(CommandArgument::value).toList();
        @Nullable Object[] values = new Object[parameters.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (parameters.get(i)) {
                case Parameter.Circumstances c -> invocation;
                case Parameter.Positional p ->
                    p.index() < given.size()
                            ? Parameter.value(name, p.placeholder(), p.type(), given.get(p.index()))
                            : null;
                case Parameter.Remaining r -> List.copyOf(given.subList(r.index(), given.size()));
                case Parameter.Named option -> optionValue(option, context.parsedInput().options());
            };
        }
        return values;
    }

    private @Nullable Object optionValue(Parameter.Named option, List<CommandOption> given) {
        List<String> values = given.stream()
                .filter(o -> option.name().equals(o.longName()))
                .map(o -> o.value() == null ? "" : o.value())
                .toList();
        if (option.repeats()) {
            return values;
        }
        String value = values.isEmpty() ? option.preset() : values.getFirst();
        return value == null ? null : Parameter.value(name, "--" + option.name(), option.type(), value);
    }

    List<Parameter> parameters() {
        return parameters;
    }

    List<Parameter.Named> options() {
        return parameters.stream()
                .filter(p -> p instanceof Parameter.Named)
                .map(p -> (Parameter.Named) p)
                .toList();
    }

    public List<String> examples() {
        return examples;
    }

    /** What help says below the first line; may be empty. */
    String details() {
        return details;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getDescription() {
        return description;
    }

    @Override
    public String getGroup() {
        return group;
    }

    @Override
    public String getHelp() {
        return details;
    }

    @Override
    public List<CommandOption> getOptions() {
        return options().stream()
                .map(o -> CommandOption.with()
                        .longName(o.name())
                        .description(o.description())
                        .required(o.required())
                        .type(o.type())
                        .build())
                .toList();
    }
}
