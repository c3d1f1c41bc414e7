package dev.wharf.shell.line;

import dev.wharf.failure.Nearest;
import dev.wharf.failure.WharfException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.shell.core.command.CommandArgument;
import org.springframework.shell.core.command.CommandOption;
import org.springframework.shell.core.command.ParsedInput;

/** The reading of one command line. */
final class LineReading {

    private static final Pattern NEGATIVE_NUMBER = Pattern.compile("-\\.?[0-9].*");

    private final List<ShellCommand> commands;
    private final List<String> words;
    private final List<String> prefix = new ArrayList<>();
    private final Map<String, List<String>> options = new LinkedHashMap<>();
    private final List<String> arguments = new ArrayList<>();
    private @Nullable ShellCommand command;
    private int at;

    LineReading(List<ShellCommand> commands, List<String> words) {
        this.commands = commands;
        this.words = words;
    }

    ParsedInput read() {
        boolean optionsEnded = false;
        while (at < words.size()) {
            String word = words.get(at++);
            if (!optionsEnded && word.equals("--")) {
                optionsEnded = true;
            } else if (!optionsEnded && isOption(word)) {
                readOption(word);
            } else if (command == null) {
                readCommandWord(word);
            } else {
                arguments.add(word);
            }
        }
        if (options.containsKey("version")) {
            return built("version", List.of());
        }
        if (options.containsKey("help") || prefix.isEmpty()) {
            return built("help", command == null ? prefix : Arrays.asList(command.getName().split(" ")));
        }
        if (command == null) {
            throw incomplete(String.join(" ", prefix));
        }
        checkArguments(command);
        checkOptions(command);
        return built(command.getName(), arguments);
    }

    private static boolean isOption(String word) {
        return word.startsWith("-")
                && word.length() > 1
                && !NEGATIVE_NUMBER.matcher(word).matches();
    }

    private void readCommandWord(String word) {
        prefix.add(word);
        String name = String.join(" ", prefix);
        command = commands.stream()
                .filter(c -> c.getName().equals(name))
                .findFirst()
                .orElse(null);
        if (command == null && commands.stream().noneMatch(c -> c.getName().startsWith(name + " "))) {
            throw unknownCommand(name);
        }
    }

    private void readOption(String word) {
        if (word.equals("-h")) {
            options.put("help", List.of("true"));
            return;
        }
        int equals = word.indexOf('=');
        String written = equals < 0 ? word : word.substring(0, equals);
        Parameter.Named option = option(written).orElseThrow(() -> unknownOption(written));
        String value;
        if (equals >= 0) {
            value = word.substring(equals + 1);
        } else if (option.flag()) {
            value = "true";
        } else {
            value = nextValue(option);
        }
        if (option.flag() && !value.equals("true") && !value.equals("false")) {
            throw usage("value-invalid", written + " is " + value + ", and it is true or false, or stands alone.");
        }
        List<String> values = options.computeIfAbsent(option.name(), n -> new ArrayList<>());
        if (!values.isEmpty() && !option.repeats()) {
            throw usage("option-repeated", written + " stands here twice, and it may stand once.");
        }
        values.add(value);
        if (option.flag() && value.equals("false")) {
            options.remove(option.name());
        }
    }

    /** The word after an option is its value even if it begins with a dash, unless it is an option itself. */
    private String nextValue(Parameter.Named option) {
        if (at >= words.size() || words.get(at).equals("--") || looksLikeKnownOption(words.get(at))) {
            throw usage(
                    "value-missing", "--" + option.name() + " takes a value, " + option.placeholder() + ", and has none.");
        }
        return words.get(at++);
    }

    private boolean looksLikeKnownOption(String word) {
        int equals = word.indexOf('=');
        return option(equals < 0 ? word : word.substring(0, equals)).isPresent();
    }

    private Optional<Parameter.Named> option(String written) {
        if (!written.startsWith("--")) {
            return Optional.empty();
        }
        String name = written.substring(2);
        Optional<Parameter.Named> own = command == null
                ? Optional.empty()
                : command.options().stream().filter(o -> o.name().equals(name)).findFirst();
        return own.or(() -> Globals.option(name));
    }

    private void checkArguments(ShellCommand known) {
        int most = 0;
        for (Parameter parameter : known.parameters()) {
            if (parameter instanceof Parameter.Positional positional) {
                most++;
                if (positional.required() && arguments.size() <= positional.index()) {
                    throw missing(known, positional.placeholder());
                }
            } else if (parameter instanceof Parameter.Remaining remaining) {
                most = Integer.MAX_VALUE;
                if (arguments.size() <= remaining.index()) {
                    throw missing(known, remaining.placeholder());
                }
            }
        }
        for (int i = 0; i < Math.min(most, arguments.size()); i++) {
            if (arguments.get(i).isBlank()) {
                throw usage("value-missing", "An argument of " + known.getName() + " is empty.");
            }
        }
        if (arguments.size() > most) {
            String extra = arguments.get(most);
            throw usage(
                    "argument-unexpected",
                    known.getName() + " takes " + count(most) + ", and " + extra + " is one too many."
                            + (most > 0 ? " A text with blanks stands in quotes." : ""));
        }
    }

    private static WharfException missing(ShellCommand known, String placeholder) {
        return Usage.of(
                known.getName(), "argument-missing", known.getName() + " takes " + placeholder + ", which is missing.");
    }

    private static String count(int most) {
        return most == 0 ? "no argument" : most == 1 ? "one argument" : most + " arguments";
    }

    private void checkOptions(ShellCommand known) {
        for (Parameter.Named option : known.options()) {
            if (option.required() && !options.containsKey(option.name())) {
                throw usage(
                        "option-missing",
                        known.getName() + " takes --" + option.name() + " " + option.placeholder()
                                + ", which is missing.");
            }
        }
    }

    private ParsedInput built(String name, List<String> given) {
        ParsedInput.Builder builder = ParsedInput.builder();
        String[] parts = name.split(" ");
        builder.commandName(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            builder.addSubCommand(parts[i]);
        }
        options.forEach((option, values) -> values.forEach(
                value -> builder.addOption(CommandOption.with().longName(option).value(value).build())));
        for (int i = 0; i < given.size(); i++) {
            builder.addArgument(new CommandArgument(i, given.get(i)));
        }
        return builder.build();
    }

    private WharfException unknownCommand(String name) {
        List<String> names = commands.stream().map(ShellCommand::getName).toList();
        String first = prefix.getFirst();
        List<String> below = names.stream().filter(n -> n.startsWith(first + " ")).toList();
        if (prefix.size() > 1 && !below.isEmpty()) {
            return Usage.error(
                    "unknown-command",
                    "There is no command " + name + "." + Nearest.question(name, below),
                    "There are " + String.join(", ", below) + ".");
        }
        List<String> candidates = Stream.concat(
                        names.stream(), names.stream().map(n -> n.split(" ")[0]))
                .distinct()
                .toList();
        return Usage.error(
                "unknown-command",
                "There is no command " + name + "." + Nearest.question(name, candidates),
                "`wharf help` lists the commands.");
    }

    private WharfException incomplete(String name) {
        List<String> below = commands.stream()
                .map(ShellCommand::getName)
                .filter(n -> n.startsWith(name + " "))
                .toList();
        return Usage.error(
                "command-incomplete", name + " is the first word of several commands.", "Write one of "
                        + String.join(", ", below) + ".");
    }

    private WharfException unknownOption(String written) {
        ShellCommand known = command;
        Stream<Parameter.Named> own = known == null ? Stream.empty() : known.options().stream();
        List<String> candidates = Stream.concat(own, Globals.OPTIONS.stream())
                .map(o -> "--" + o.name())
                .toList();
        if (known == null) {
            return Usage.error(
                    "unknown-option",
                    "No option " + written + " stands before a command." + Nearest.question(written, candidates),
                    "Write the command first, then its options; `wharf help` lists the commands.");
        }
        return usage(
                "unknown-option",
                known.getName() + " has no option " + written + "." + Nearest.question(written, candidates));
    }

    private WharfException usage(String code, String message) {
        ShellCommand known = command;
        return known == null
                ? Usage.error(code, message, "`wharf help` lists the commands and options.")
                : Usage.of(known.getName(), code, message);
    }
}
