package dev.wharf.shell.line;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Option;

/** Reads what a command takes from its method: Spring Shell's annotations, and ours for what they leave out. */
final class MethodParameters {

    private MethodParameters() {}

    static List<Parameter> of(Method method) {
        List<Parameter> parameters = new ArrayList<>();
        int arguments = 0;
        for (java.lang.reflect.Parameter parameter : method.getParameters()) {
            Parameter read = read(parameter, arguments);
            if (read instanceof Parameter.Positional positional && positional.index() != arguments++) {
                throw new IllegalStateException("the arguments of " + method + " are not in order");
            }
            parameters.add(read);
        }
        return List.copyOf(parameters);
    }

    static List<String> examples(Method method) {
        Example example = method.getAnnotation(Example.class);
        return example == null ? List.of() : List.of(example.value());
    }

    private static Parameter read(java.lang.reflect.Parameter parameter, int arguments) {
        Class<?> type = parameter.getType();
        if (type == Invocation.class) {
            return new Parameter.Circumstances(type);
        }
        Named named = parameter.getAnnotation(Named.class);
        String placeholder = named == null ? parameter.getName().toUpperCase(Locale.ROOT) : named.value();
        Argument argument = parameter.getAnnotation(Argument.class);
        if (argument != null) {
            boolean required = !parameter.getAnnotatedType().isAnnotationPresent(Nullable.class);
            return new Parameter.Positional(argument.index(), placeholder, argument.description(), required, type);
        }
        Rest rest = parameter.getAnnotation(Rest.class);
        if (rest != null) {
            return new Parameter.Remaining(arguments, placeholder, rest.description(), type);
        }
        Option option = parameter.getAnnotation(Option.class);
        if (option == null) {
            throw new IllegalStateException(parameter + " is neither option nor argument");
        }
        String preset = type == Boolean.class ? "false" : option.defaultValue().isEmpty() ? null : option.defaultValue();
        String shown = type.isEnum() && named == null ? String.join("|", Parameter.constants(type)) : placeholder;
        return new Parameter.Named(
                option.longName(), type == Boolean.class ? "" : shown, option.description(), option.required(), preset, type);
    }
}
