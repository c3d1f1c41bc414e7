package dev.wharf.author.template;

import dev.wharf.author.Evidence;
import dev.wharf.catalog.Column;
import dev.wharf.catalog.TypeKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How values of one column are brought into a column of another type, exactly, or by a rule that somebody decided. */
final class Conversions {

    /** The id of the one question about the zone of times without one. */
    static final String ZONE = "zone";

    private Conversions() {}

    /** Whether a value of the one could ever mean a value of the other. SQLite's columns hold what their values are. */
    static boolean possible(boolean sqlite, Column from, Column to) {
        TypeKind a = from.type().kind();
        TypeKind b = to.type().kind();
        if (a == b) {
            return a != TypeKind.OTHER && a != TypeKind.ARRAY || sqlite || sameName(from, to);
        }
        if (a == TypeKind.OTHER) {
            return sqlite || Kinds.text(to);
        }
        return switch (b) {
            case SMALLINT, INTEGER, BIGINT, REAL, DOUBLE, DECIMAL -> Kinds.number(from) || Kinds.text(from) || a == TypeKind.BOOLEAN;
            case BOOLEAN -> Kinds.integer(from) || Kinds.text(from) || sqlite && Kinds.number(from);
            case TEXT, CHAR -> a != TypeKind.BYTES;
            case ENUM -> Kinds.text(from) || Kinds.integer(from);
            case DATE, TIMESTAMP, TIMESTAMPTZ -> Kinds.time(from) && a != TypeKind.TIME || Kinds.text(from) || Kinds.integer(from);
            case TIME -> Kinds.text(from);
            case UUID -> Kinds.text(from);
            case JSON, JSONB -> Kinds.json(from) || Kinds.text(from);
            case OTHER -> true;
            case BYTES, ARRAY -> false;
        };
    }

    /** The filling of a column that is neither of labels nor a reference; the columns are {@link #possible}. */
    static Filling of(StepDraft step, Column from, Column to) {
        boolean sqlite = step.fromSqlite();
        return switch (to.type().kind()) {
            case TEXT, CHAR -> text(step, from);
            case SMALLINT, INTEGER, BIGINT, REAL, DOUBLE, DECIMAL -> number(step, from, to);
            case BOOLEAN -> flag(step, from, to);
            case DATE, TIME, TIMESTAMP, TIMESTAMPTZ -> time(step, from, to);
            case UUID, JSON, JSONB, ENUM, BYTES, ARRAY -> copied(from);
            case OTHER -> sqlite || sameName(from, to) ? copied(from) : text(step, from);
        };
    }

    private static Filling copied(Column from) {
        return Filling.Copied.of(from.name(), "copied");
    }

    private static Filling text(StepDraft step, Column from) {
        boolean texts = Kinds.text(from) || from.type().kind() == TypeKind.ENUM
                || step.fromSqlite() && (from.type().kind() == TypeKind.OTHER || Kinds.time(from) || Kinds.json(from));
        return texts
                ? copied(from)
                : Filling.Computed.of(accessor("text", from), from.name(), "its text form");
    }

    private static Filling number(StepDraft step, Column from, Column to) {
        if (from.type().kind() == TypeKind.BOOLEAN && !step.fromSqlite()) {
            return perhapsNull(step, from, "Boolean", "bool", "%1$s ? 1 : 0", "1 for true, 0 for false");
        }
        Optional<Filling> unit = new Units(step, from, to).fill();
        if (unit.isPresent()) {
            return unit.get();
        }
        if (Kinds.number(from) || step.fromSqlite()) {
            return copied(from);
        }
        return switch (to.type().kind()) {
            case SMALLINT, INTEGER -> perhapsNull(step, from, "String", "text", "Integer.valueOf(%1$s)", "the number that the text is");
            case BIGINT -> perhapsNull(step, from, "String", "text", "Long.valueOf(%1$s)", "the number that the text is");
            case REAL, DOUBLE -> perhapsNull(step, from, "String", "text", "Double.valueOf(%1$s)", "the number that the text is");
            default -> perhapsNull(
                    step, from, "String", "text", "new BigDecimal(%1$s)", "the number that the text is", "java.math.BigDecimal");
        };
    }

    private static Filling flag(StepDraft step, Column from, Column to) {
        if (from.type().kind() == TypeKind.BOOLEAN && !step.fromSqlite()) {
            return copied(from);
        }
        Evidence.Values values = step.values(from);
        boolean plain = values.complete()
                && values.texts().stream().allMatch(v -> List.of("0", "1", "true", "false").contains(v));
        return plain && step.fromSqlite() ? copied(from) : new ValueTable(step, from, to, List.of("true", "false")).fill();
    }

    private static Filling time(StepDraft step, Column from, Column to) {
        TypeKind a = from.type().kind();
        TypeKind b = to.type().kind();
        if (step.fromSqlite()) {
            return new SqliteTimes(step, from, to).fill();
        }
        if (a == b) {
            return copied(from);
        }
        if (Kinds.integer(from)) {
            return epoch(step, from, to);
        }
        if (a == TypeKind.DATE && b == TypeKind.TIMESTAMP) {
            return perhapsNull(step, from, "LocalDate", "date", "%1$s.atStartOfDay()", "the day's first moment", "java.time.LocalDate");
        }
        if (b == TypeKind.DATE && a == TypeKind.TIMESTAMP) {
            return "drop".equals(askTimeOfDay(step, from, to))
                    ? perhapsNull(step, from, "LocalDateTime", "timestamp", "%1$s.toLocalDate()", "its date; the time is dropped, as decided",
                            "java.time.LocalDateTime")
                    : refused(to, "its source has a time of day");
        }
        if (a == TypeKind.TIMESTAMP && b == TypeKind.TIMESTAMPTZ) {
            return zoned(step, to, () -> perhapsNull(step, from, "LocalDateTime", "timestamp", "%1$s.toInstant(ZoneOffset.UTC)",
                    "the point in time, taken as UTC, as decided", "java.time.LocalDateTime", "java.time.ZoneOffset"));
        }
        if (a == TypeKind.TIMESTAMPTZ && b == TypeKind.TIMESTAMP) {
            return zoned(step, to, () -> perhapsNull(step, from, "Instant", "instant", "LocalDateTime.ofInstant(%1$s, ZoneOffset.UTC)",
                    "the time in UTC, as decided", "java.time.Instant", "java.time.LocalDateTime", "java.time.ZoneOffset"));
        }
        return Kinds.text(from)
                ? parsed(step, from, to)
                : refused(to, from.type().sqlName() + " does not become " + to.type().sqlName() + " by itself");
    }

    private static Filling parsed(StepDraft step, Column from, Column to) {
        String accessor = switch (to.type().kind()) {
            case DATE -> "date";
            case TIME -> "time";
            case TIMESTAMP -> "timestamp";
            default -> "instant";
        };
        return Filling.Computed.of(accessor(accessor, from), from.name(), "the time that the ISO 8601 text is");
    }

    static @Nullable String askTimeOfDay(StepDraft step, Column from, Column to) {
        return step.ask(step.id(to) + ".time", from.name() + " has a time of day, " + to.name() + " is a date. What becomes of the time?",
                List.of("drop", "reject"), List.of("the date alone does not tell the time again"));
    }

    /** One answer serves all columns of a plan: a database keeps its times in one zone. */
    static Filling zoned(StepDraft step, Column to, Supplier<Filling> utc) {
        String answer = step.plan().questions().askOnce(ZONE,
                "Times without a zone stand against points in time, as for " + step.match().target().name() + "." + to.name()
                        + ". In which zone are those without?",
                List.of("UTC", "reject"),
                List.of("nothing in a database tells the zone of a time that has none",
                        "for another zone answer UTC, then write .atZone(ZoneId.of(\"Europe/Berlin\")).toInstant() in the class where it says"
                                + " .toInstant(ZoneOffset.UTC); docs/writing-a-class.md shows it"));
        return "UTC".equals(answer)
                ? utc.get()
                : refused(to, "its source has times without a zone, and no zone is guessed: " + ZONE + " is "
                        + (answer == null ? "not answered" : "answered with " + answer));
    }

    static Filling epoch(StepDraft step, Column from, Column to) {
        if (to.type().kind() != TypeKind.TIMESTAMPTZ && to.type().kind() != TypeKind.TIMESTAMP) {
            return refused(to, "a number is no " + to.type().sqlName());
        }
        List<String> values = step.values(from).texts();
        Optional<String> told = EpochUnit.told(values);
        String answer = told.isPresent() ? told.get() : step.ask(step.id(to) + ".epoch", from.name() + " holds numbers, " + to.name() + " times. What do the numbers count?",
                List.of(EpochUnit.SECONDS, EpochUnit.MILLISECONDS, "reject"),
                values.isEmpty() ? List.of() : List.of("such as " + values.getFirst()));
        if (answer == null || answer.equals("reject")) {
            return refused(to, "what its numbers count is not decided");
        }
        String instant = answer.equals(EpochUnit.SECONDS) ? "Instant.ofEpochSecond(%1$s)" : "Instant.ofEpochMilli(%1$s)";
        String rule = answer + " since 1970, " + (told.isPresent() ? "by its values" : "as decided");
        return to.type().kind() == TypeKind.TIMESTAMPTZ
                ? perhapsNull(step, from, "Long", "bigint", instant, rule, "java.time.Instant")
                : perhapsNull(step, from, "Long", "bigint", "LocalDateTime.ofInstant(" + instant + ", ZoneOffset.UTC)", rule + ", in UTC",
                        "java.time.Instant", "java.time.LocalDateTime", "java.time.ZoneOffset");
    }

    /** Reads by an accessor and converts by an expression over the variable; NULL stays NULL. */
    static Filling perhapsNull(
            StepDraft step, Column from, String type, String accessor, String expression, String rule, String... imports) {
        String variable = step.local(from.name());
        return new Filling.Computed(
                variable + " == null ? null : " + expression.formatted(variable),
                List.of(type + " " + variable + " = " + accessor(accessor, from) + ";"),
                Set.of(imports),
                List.of(from.name()),
                rule);
    }

    static Filling refused(Column to, String why) {
        return new Filling.Refused(to.name() + ": " + why);
    }

    static String accessor(String accessor, Column from) {
        return "source." + accessor + "(" + JavaText.literal(from.name()) + ")";
    }

    private static boolean sameName(Column from, Column to) {
        return from.type().sqlName().equals(to.type().sqlName());
    }
}
