package dev.wharf.shell.line;

import dev.wharf.failure.WharfException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One thing that a command takes, in the order of its method's parameters. */
sealed interface Parameter {

    String description();

    /** What stands for the value in help, such as PLAN. */
    String placeholder();

    Class<?> type();

    /** An argument by its place from 0. */
    record Positional(int index, String placeholder, String description, boolean required, Class<?> type)
            implements Parameter {}

    /** All arguments from a place on, at least one. */
    record Remaining(int index, String placeholder, String description, Class<?> type) implements Parameter {}

    /** {@code --name}; a list repeats, a Boolean takes no value. */
    record Named(
            String name,
            String placeholder,
            String description,
            boolean required,
            @Nullable String preset,
            Class<?> type)
            implements Parameter {

        boolean flag() {
            return type == Boolean.class;
        }

        boolean repeats() {
            return List.class.isAssignableFrom(type);
        }
    }

    /** The circumstances of the call, which nobody types. */
    record Circumstances(Class<?> type) implements Parameter {
        @Override
        public String description() {
            return "";
        }

        @Override
        public String placeholder() {
            return "";
        }
    }

    /** Reads one value; {@code said} is how messages call it, such as {@code --rows} or {@code PLAN}. */
    static Object value(String command, String said, Class<?> type, String text) {
        if (type == String.class || List.class.isAssignableFrom(type)) {
            return text;
        }
        if (type == Boolean.class) {
            return flag(command, said, text);
        }
        try {
            if (type == Integer.class) {
                return Integer.valueOf(text);
            }
            if (type == Path.class) {
                return Path.of(text);
            }
            if (type == LocalDate.class) {
                return LocalDate.parse(text);
            }
        } catch (NumberFormatException e) {
            throw wrong(command, said, text, "it is a whole number");
        } catch (InvalidPathException e) {
            throw wrong(command, said, text, "it is the path of a file");
        } catch (DateTimeParseException e) {
            throw wrong(command, said, text, "it is a date such as 2026-01-31");
        }
        if (type.isEnum()) {
            return constant(type, text)
                    .orElseThrow(() -> wrong(command, said, text, "it is " + String.join(" or ", constants(type))));
        }
        throw new IllegalStateException("no values of " + type);
    }

    private static Object flag(String command, String said, String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        throw wrong(command, said, text, "it is true or false, or stands alone");
    }

    private static Optional<Object> constant(Class<?> type, String text) {
        Object[] all = type.getEnumConstants();
        return Arrays.stream(all == null ? new Object[0] : all)
                .filter(c -> word((Enum<?>) c).equals(text))
                .findFirst();
    }

    static List<String> constants(Class<?> type) {
        Object[] all = type.getEnumConstants();
        return Arrays.stream(all == null ? new Object[0] : all)
                .map(c -> word((Enum<?>) c))
                .toList();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static WharfException wrong(String command, String said, String text, String rule) {
        return Usage.of(command, "value-invalid", said + " is " + text + ", and " + rule + ".");
    }
}
