package dev.wharf.author.template;

import dev.wharf.catalog.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Times from SQLite, which keeps them as texts or numbers whatever the column is declared as: the values tell which. */
final class SqliteTimes {

    private static final Pattern OFFSET = Pattern.compile(".*\\d{2}:\\d{2}(:\\d{2}([.]\\d+)?)?(Z|[+-]\\d{2}(:?\\d{2})?)");
    private static final Pattern DIGITS = Pattern.compile("-?\\d{5,}(\\.\\d+)?");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final String MIDNIGHT = "[ T]00:00(:00([.]0+)?)?";

    private final StepDraft step;
    private final Column from;
    private final Column to;
    private final List<String> values;

    SqliteTimes(StepDraft step, Column from, Column to) {
        this.step = step;
        this.from = from;
        this.to = to;
        this.values = step.values(from).texts();
    }

    Filling fill() {
        if (!values.isEmpty() && values.stream().allMatch(v -> DIGITS.matcher(v).matches())) {
            return Conversions.epoch(step, from, to);
        }
        boolean days = values.stream().anyMatch(v -> DAY.matcher(v).matches());
        long zoned = values.stream().filter(v -> OFFSET.matcher(v).matches()).count();
        return switch (to.type().kind()) {
            case DATE -> values.stream().allMatch(v -> DAY.matcher(v).matches()) ? copied() : day();
            case TIMESTAMP -> zoned > 0 && zoned == values.size()
                    ? Conversions.zoned(step, to, () -> Conversions.perhapsNull(step, from, "Instant", "instant",
                            "LocalDateTime.ofInstant(%1$s, ZoneOffset.UTC)", "the time in UTC, as decided",
                            "java.time.Instant", "java.time.LocalDateTime", "java.time.ZoneOffset"))
                    : days ? dayOrTime("", "") : copied();
            case TIMESTAMPTZ -> zoned == values.size()
                    ? copied()
                    : zoned == 0
                            ? Conversions.zoned(step, to, () -> dayOrTime(".toInstant(ZoneOffset.UTC)", ", taken as UTC, as decided"))
                            : Filling.Copied.of(from.name(), "copied; texts without an offset are rejected");
            default -> copied();
        };
    }

    private Filling copied() {
        return Filling.Copied.of(from.name(), "copied");
    }

    /** Some values are days, some may have a time of day: a day is its first moment. */
    private Filling dayOrTime(String further, String said) {
        String text = step.local(from.name());
        String time = "(" + text + ".length() == 10 ? " + Conversions.accessor("date", from) + ".atStartOfDay() : "
                + Conversions.accessor("timestamp", from) + ")" + further;
        return computed(text, List.of(), text + " == null ? null : " + (further.isEmpty() ? time.substring(1, time.length() - 1) : time),
                further.isEmpty() ? Set.of() : Set.of("java.time.ZoneOffset"),
                "the time, a day's first moment where there is none" + said);
    }

    /** The day of texts with a time of day, which is midnight, or is dropped because a person said so. */
    private Filling day() {
        boolean zoned = values.stream().anyMatch(v -> OFFSET.matcher(v).matches());
        boolean midnight = values.stream().allMatch(v -> DAY.matcher(v).matches() || v.length() > 10 && v.substring(10).matches(MIDNIGHT));
        if (!midnight) {
            String answer = Conversions.askTimeOfDay(step, from, to);
            if (!"drop".equals(answer)) {
                return Conversions.refused(to, "its source has a time of day");
            }
        }
        String text = step.local(from.name());
        List<String> guard = midnight
                ? List.of("if (" + text + " != null && " + text + ".length() > 10 && !" + text + ".substring(10).matches("
                                + JavaText.literal(MIDNIGHT) + ")) {",
                        "    target.reject(" + JavaText.literal(from.name() + " has a time of day, which " + to.name() + " cannot hold") + ");",
                        "    return;",
                        "}")
                : List.of();
        // a day with an offset behind its time is that day where it was written, which no accessor tells
        return zoned
                ? computed(text, List.of(), text + " == null ? null : LocalDate.parse(" + text + ".substring(0, 10))", Set.of("java.time.LocalDate"),
                        "the day; the time is dropped, as decided")
                : computed(text, guard, text + " == null ? null : " + text + ".length() == 10 ? " + Conversions.accessor("date", from) + " : "
                        + Conversions.accessor("timestamp", from) + ".toLocalDate()", Set.of(), midnight ? "the day; the time is midnight" : "the day; the time is dropped, as decided");
    }

    private Filling computed(String text, List<String> guard, String expression, Set<String> imports, String rule) {
        List<String> before = new ArrayList<>();
        before.add("String " + text + " = " + Conversions.accessor("text", from) + ";");
        before.addAll(guard);
        return new Filling.Computed(expression, before, imports, List.of(from.name()), rule);
    }
}
