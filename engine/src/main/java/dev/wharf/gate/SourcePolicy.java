package dev.wharf.gate;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseProblemException;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ParserConfiguration.LanguageLevel;
import com.github.javaparser.Problem;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.body.BodyDeclaration;
import dev.wharf.gate.Report.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The policy over Java source. It says early, with line, reason and remedy, what {@link BytecodePolicy} would refuse
 * later; that one is the authority. The text must have passed {@link TextRules}.
 */
public final class SourcePolicy {

    private static final String GATE = "source";
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private SourcePolicy() {}

    /**
     * Checks one source.
     *
     * @param className the public class that the file must hold
     * @return what it breaks; empty where it may be compiled. Never throws.
     */
    public static List<Finding> check(@Nullable String step, String file, String className, String text) {
        Report report = new Report(GATE, step, file);
        Bounded.Outcome<Boolean> outcome = Bounded.call("source", DEADLINE, () -> {
            parse(report, className, text);
            return true;
        });
        return switch (outcome) {
            case Bounded.Outcome.Done<Boolean> done -> report.findings();
            case Bounded.Outcome.TooDeep<Boolean> deep -> {
                Report late = new Report(GATE, step, file);
                late.add(
                        null,
                        "nesting",
                        "The source is nested too deep to be read",
                        "Split long chains of operators, calls and else-ifs into smaller methods");
                yield late.findings();
            }
            case Bounded.Outcome.TooLong<Boolean> slow -> {
                Report late = new Report(GATE, step, file);
                late.add(
                        null,
                        "deadline",
                        "Reading the source takes more than %d s".formatted(DEADLINE.toSeconds()),
                        "Write it simpler and shorter");
                yield late.findings();
            }
            case Bounded.Outcome.Failed<Boolean> failed -> Report.internal(GATE, step, file, failed.cause());
        };
    }

    private static void parse(Report report, String className, String text) {
        JavaParser parser = new JavaParser(new ParserConfiguration()
                .setLanguageLevel(LanguageLevel.JAVA_25)
                .setTabSize(1)
                .setAttributeComments(false)
                .setPreprocessUnicodeEscapes(false)
                .setStoreTokens(true));
        LocalTypes.Parts parts = LocalTypes.of(text);
        Optional<CompilationUnit> unit = read(report, parser.parse(parts.rest()));
        List<BodyDeclaration<?>> locals = new ArrayList<>();
        for (String type : parts.types()) {
            read(report, parser.parseBodyDeclaration(type)).ifPresent(locals::add);
        }
        if (report.isEmpty() && unit.isPresent()) {
            new SourceWalk(report, className, unit.get(), locals).check();
        }
    }

    private static <T> Optional<T> read(Report report, ParseResult<T> result) {
        if (result.isSuccessful() && result.getResult().isPresent()) {
            return result.getResult();
        }
        for (Problem problem : result.getProblems()) {
            report.add(
                    problem.getLocation()
                            .flatMap(range -> range.getBegin().getRange())
                            .map(range -> new Place(range.begin.line, range.begin.column))
                            .orElse(null),
                    "syntax",
                    "The source is no Java 25: %s".formatted(Report.shown(firstLine(problem))),
                    "Write plain Java 25 without preview features");
        }
        if (report.isEmpty()) {
            throw new ParseProblemException(result.getProblems());
        }
        return Optional.empty();
    }

    private static String firstLine(Problem problem) {
        return problem.getMessage().lines().findFirst().orElse("");
    }
}
