package dev.wharf.check;

import dev.wharf.database.Tuples;
import dev.wharf.plan.Step;
import dev.wharf.sandbox.TransformSpec;
import dev.wharf.trial.Cause;
import dev.wharf.trial.Difference;
import dev.wharf.transform.CheckedStep;
import dev.wharf.wire.ValueType;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Says of a class that its rows depend on something besides the row. What every run has alike by the image's options is a
 * warning, for no run's rows differ by it; everything else refuses. Values of made-up rows are shown, those of the source's
 * never: a finding is also told to whoever repairs the class.
 */
final class Determinism {

    private static final String GATE = "determinism";
    private static final int SHOWN_CHARS = 60;

    private final Notes notes;

    Determinism(Notes notes) {
        this.notes = notes;
    }

    void check(DryRun.Tried tried, Map<Cause, Difference> differences) {
        differences.forEach((cause, difference) -> note(tried, cause, difference));
    }

    private void note(DryRun.Tried tried, Cause cause, Difference difference) {
        CheckedStep step = tried.program().checked();
        String subject = difference.column() == null
                ? step.step().transform() + " makes something else of the same row "
                : step.step().transform() + " sets " + difference.table() + "." + difference.column() + " otherwise for the same row ";
        String message = subject + when(cause) + ": " + example(tried, difference) + "."
                + (cause.isPinned() ? " Every run has it alike, so its rows are the same; a reader cannot see that." : "");
        if (cause.isPinned()) {
            notes.warn(GATE, step.step(), step.step().transform(), rule(cause), message, next(cause));
        } else if (difference.column() == null) {
            notes.refuse(GATE, step.step(), step.step().transform(), rule(cause), message, next(cause));
        } else {
            notes.refuseName(step.step(), step.java(), difference.column(), GATE, rule(cause), message, next(cause));
        }
    }

    private static String example(DryRun.Tried tried, Difference difference) {
        if (difference.row() >= tried.rows().madeUp()) {
            return "row " + (difference.row() - tried.rows().madeUp() + 1) + " of the source's first rows, in the order of the key";
        }
        return "made-up row " + (difference.row() + 1) + key(tried, difference.row()) + " gives " + shown(difference.usual())
                + " and " + shown(difference.other());
    }

    /** The values of the key's columns, as far as they cross. */
    private static String key(DryRun.Tried tried, int row) {
        List<TransformSpec.SourceColumn> crossing =
                tried.spec().columns().stream().filter(TransformSpec.SourceColumn::crosses).toList();
        Step step = tried.program().step();
        List<ValueType> layouts = crossing.stream().map(TransformSpec.SourceColumn::type).toList();
        List<@Nullable String> texts =
                Tuples.texts(layouts, tried.rows().chunk().bytes(), tried.rows().chunk().starts()[row]);
        List<String> parts = IntStream.range(0, crossing.size())
                .filter(i -> step.key().contains(crossing.get(i).name()))
                .mapToObj(i -> crossing.get(i).name() + " " + shown(String.valueOf(texts.get(i))))
                .toList();
        return parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
    }

    /** In quotes, in one line, without what a terminal would act on or that cannot be seen. */
    private static String shown(String value) {
        StringBuilder text = new StringBuilder("\"");
        value.codePoints().limit(SHOWN_CHARS).forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                        Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE ->
                    text.append("\\u{").append(Integer.toHexString(c)).append('}');
                default -> text.appendCodePoint(c);
            }
        });
        return text.append(value.codePointCount(0, value.length()) > SHOWN_CHARS ? "…\"" : "\"").toString();
    }

    private static String rule(Cause cause) {
        return switch (cause) {
            case EVERY_START -> "every-start";
            case ROW_ORDER -> "row-order";
            case LOCALE -> "locale";
            case ZONE -> "zone";
            case CHARSET -> "charset";
            case LINE_END -> "line-end";
            case IDENTITY -> "identity";
            case MACHINE -> "machine";
            case TOGETHER -> "surroundings";
        };
    }

    private static String when(Cause cause) {
        return switch (cause) {
            case EVERY_START -> "at every start of its container";
            case ROW_ORDER -> "where other rows came before it";
            case LOCALE -> "under another default locale";
            case ZONE -> "under another default time zone";
            case CHARSET -> "under another default character set";
            case LINE_END -> "where lines end otherwise";
            case IDENTITY -> "where objects have other identity hashes";
            case MACHINE -> "on a machine with other memory and processors";
            case TOGETHER -> "in other surroundings";
        };
    }

    private static String next(Cause cause) {
        return switch (cause) {
            case EVERY_START ->
                "Make the row of its source row alone: no clock, no random number, no name or number that Java gives by itself. "
                        + "Take such a value from a column of the extract.";
            case ROW_ORDER ->
                "Keep nothing from one row to the next. What other rows say belongs in the extract's SQL.";
            case LOCALE ->
                "Name the locale: toLowerCase(Locale.ROOT), toUpperCase(Locale.ROOT), String.format(Locale.ROOT, …).";
            case ZONE -> "Name the zone: ZoneOffset.UTC, or the ZoneId that the data was written in.";
            case CHARSET -> "Name the character set: getBytes(StandardCharsets.UTF_8), new String(bytes, StandardCharsets.UTF_8).";
            case LINE_END -> "End lines with \\n instead of %n or System.lineSeparator().";
            case IDENTITY ->
                "Use EnumSet, EnumMap, TreeSet, TreeMap, LinkedHashSet or LinkedHashMap for what is gone through, and no text of an "
                        + "object that has none of its own.";
            case MACHINE -> "Ask nothing of the machine: no memory, processors, depth of calls or garbage collection.";
            case TOGETHER -> "Make the row of its source row alone.";
        };
    }
}
