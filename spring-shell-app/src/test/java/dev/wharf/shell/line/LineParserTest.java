package dev.wharf.shell.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.shell.FakeConsole;
import dev.wharf.shell.json.Document;
import dev.wharf.shell.text.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.shell.core.InputReader;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.CommandExecutor;
import org.springframework.shell.core.command.CommandRegistry;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;

final class LineParserTest {

    /** Commands that answer with what they were given. */
    public static final class Echo {

        record Given(String text) implements Document {
            @Override
            public void print(Page page) {
                page.line(text);
            }
        }

        public enum Author {
            TEMPLATE,
            MODEL
        }

        @Command(name = "draw", group = "g", description = "d")
        public Document draw(
                Invocation invocation,
                @Argument(index = 0) String name,
                @Argument(index = 1) @Nullable Integer size,
                @Option(longName = "table") List<String> tables,
                @Option(longName = "rows", defaultValue = "10") Integer rows,
                @Option(longName = "replace") Boolean replace,
                @Option(longName = "author") @Nullable Author author,
                @Option(longName = "output") @Nullable Path output) {
            return new Given(name + " " + size + " " + tables + " " + rows + " " + replace + " " + author + " " + output
                    + " " + invocation.globals().quiet());
        }

        @Command(name = "audit runs", group = "g", description = "d")
        public Document runs() {
            return new Given("runs");
        }

        @Command(name = "audit rejects", group = "g", description = "d")
        public Document rejects(@Argument(index = 0) @Named("RUN") String run) {
            return new Given("rejects " + run);
        }

        @Command(name = "answer", group = "g", description = "d")
        public Document answer(
                @Argument(index = 0) String plan,
                @Option(longName = "must", required = true) String must,
                @Rest(description = "r") List<String> answers) {
            return new Given(plan + " " + must + " " + answers);
        }
    }

    private final FakeConsole console = new FakeConsole();
    private final Invocations invocations = new Invocations(console, new DocumentMapper(), new Interruption());
    private final CommandRegistry registry = new CommandRegistry();
    private final LineParser parser = new LineParser(registry);

    LineParserTest() {
        Stream.of("draw", "audit runs", "audit rejects", "answer")
                .map(name -> new ShellCommand(name, Echo.class, Echo::new, invocations))
                .forEach(registry::registerCommand);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    draw a                                        | a null [] 10 false null null false
                    draw a -5                                     | a -5 [] 10 false null null false
                    draw a --rows -5                              | a null [] -5 false null null false
                    draw a --rows=-5                              | a null [] -5 false null null false
                    draw --replace a 7                            | a 7 [] 10 true null null false
                    draw a --replace=false                        | a null [] 10 false null null false
                    draw 'a b' --table "x y" --table=z            | a b null [x y, z] 10 false null null false
                    draw "a\\"b" --output /tmp/x                   | a"b null [] 10 false null /tmp/x false
                    draw a --author model                         | a null [] 10 false MODEL null false
                    --quiet draw a                                | a null [] 10 false null null true
                    draw a --quiet                                | a null [] 10 false null null true
                    --workspace /tmp draw a --table a=b           | a null [a=b] 10 false null null false
                    --workspace=/tmp draw a --table 'T: x > 1'    | a null [T: x > 1] 10 false null null false
                    draw -- --rows                                | --rows null [] 10 false null null false
                    draw a --table -x                             | a null [-x] 10 false null null false
                    draw \\ a                                      |  a null [] 10 false null null false
                    audit runs                                    | runs
                    audit --quiet rejects r1                      | rejects r1
                    answer p a=1 --must m b='2 3'                 | p m [a=1, b=2 3]
                    """)
    void readsLines(String line, String expected) {
        assertEquals(expected.strip(), run(line).strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    drow a                  | unknown-command     | There is no command drow. Did you mean draw?
                    audit run               | unknown-command     | There is no command audit run. Did you mean audit runs?
                    audti runs              | unknown-command     | There is no command audti. Did you mean audit?
                    audit                   | command-incomplete  | audit is the first word of several commands.
                    draw                    | argument-missing    | draw takes NAME, which is missing.
                    draw ''                 | value-missing       | An argument of draw is empty.
                    draw a 1 c              | argument-unexpected | draw takes 2 arguments, and c is one too many. A text with blanks stands in quotes.
                    audit runs x            | argument-unexpected | audit runs takes no argument, and x is one too many.
                    draw a --tabel x        | unknown-option      | draw has no option --tabel. Did you mean --table?
                    draw a -x               | unknown-option      | draw has no option -x.
                    draw a --formt json     | unknown-option      | draw has no option --formt. Did you mean --format?
                    --rows 5 draw a         | unknown-option      | No option --rows stands before a command.
                    draw a --rows           | value-missing       | --rows takes a value, ROWS, and has none.
                    draw a --rows --quiet   | value-missing       | --rows takes a value, ROWS, and has none.
                    draw a --rows ten       | value-invalid       | --rows is ten, and it is a whole number.
                    draw a big              | value-invalid       | SIZE is big, and it is a whole number.
                    draw a --rows 1 --rows 2 | option-repeated    | --rows stands here twice, and it may stand once.
                    draw a --replace=maybe  | value-invalid       | --replace is maybe, and it is true or false, or stands alone.
                    draw a --author robot   | value-invalid       | --author is robot, and it is template or model.
                    answer p --must x       | argument-missing    | answer takes ANSWERS, which is missing.
                    answer p a=1            | option-missing      | answer takes --must MUST, which is missing.
                    draw 'a                 | quote-open          | The line ends inside a quote that begins with '.
                    """)
    void refusesWhatNoCommandTakes(String line, String code, String message) {
        WharfException refused = assertThrows(WharfException.class, () -> runThrowing(line));
        assertEquals(Kind.USAGE, refused.kind());
        assertEquals(code, refused.code());
        assertEquals(message, refused.text());
    }

    @Test
    void helpAndVersionAreCommandsWhereverTheyStand() {
        assertEquals("help [audit, runs]", parsed("audit runs --help"));
        assertEquals("help [draw]", parsed("draw -h"));
        assertEquals("help [audit]", parsed("audit --help"));
        assertEquals("help []", parsed("--help"));
        assertEquals("version []", parsed("--version"));
    }

    private String parsed(String line) {
        var input = parser.parse(line);
        return input.commandName() + " "
                + input.arguments().stream().map(a -> a.value()).collect(Collectors.toList());
    }

    private String run(String line) {
        try {
            return runThrowing(line);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private String runThrowing(String line) throws Exception {
        java.io.StringWriter out = new java.io.StringWriter();
        CommandContext context =
                new CommandContext(parser.parse(line), registry, new java.io.PrintWriter(out), new InputReader() {});
        try {
            new CommandExecutor(registry).execute(context);
        } catch (org.springframework.shell.core.command.CommandExecutionException e) {
            throw (Exception) e.getCause();
        }
        return out.toString();
    }
}
