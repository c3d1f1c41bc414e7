package dev.wharf.shell.line;

import dev.wharf.shell.json.Document;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Supplier;
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
    private final Class<?> type;
    private final Supplier<?> bean;
    private final Invocations invocations;
    private @Nullable Description description;

    /** What the annotations of its method say; to read them takes longer than to run most commands' code. */
    private record Description(
            Method method,
            String group,
            String description,
            String details,
            List<String> examples,
            List<Parameter> parameters) {}

    /**
     * @param type whose annotated method of that name is the command
     * @param bean gives the object on which it is called
     */
    public ShellCommand(String name, Class<?> type, Supplier<?> bean, Invocations invocations) {
        this.name = name;
        this.type = type;
        this.bean = bean;
        this.invocations = invocations;
    }

    private synchronized Description described() {
        Description known = description;
        if (known == null) {
            known = describe();
            description = known;
        }
        return known;
    }

    private Description describe() {
        for (Method method : type.getMethods()) {
            var command = method.getAnnotation(org.springframework.shell.core.command.annotation.Command.class);
            if (command != null && String.join(" ", command.name()).equals(name)) {
                return new Description(
                        method,
                        command.group(),
                        command.description(),
                        command.help(),
                        MethodParameters.examples(method),
                        MethodParameters.of(method));
            }
        }
        throw new IllegalStateException(type.getSimpleName() + " has no command " + name);
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
            return (Document) described().method().invoke(bean.get(), arguments);
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
        List<Parameter> parameters = parameters();
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
        return described().parameters();
    }

    List<Parameter.Named> options() {
        return parameters().stream()
                .filter(p -> p instanceof Parameter.Named)
                .map(p -> (Parameter.Named) p)
                .toList();
    }

    public List<String> examples() {
        return described().examples();
    }

    /** What help says below the first line; may be empty. */
    String details() {
        return described().details();
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getDescription() {
        return described().description();
    }

    @Override
    public String getGroup() {
        return described().group();
    }

    @Override
    public String getHelp() {
        return described().details();
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
