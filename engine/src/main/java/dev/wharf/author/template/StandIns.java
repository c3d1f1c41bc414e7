package dev.wharf.author.template;

import dev.wharf.catalog.Column;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values that a person chose to stand where the source has NULL and the target takes none. */
final class StandIns {

    private StandIns() {}

    /**
     * How a value is read.
     *
     * @param type of the variable, which the stand-in has too
     */
    private record Reading(String type, String accessor, @Nullable String imported) {}

    static Filling fill(StepDraft step, Column from, Column to, String answer, String decision) {
        Filling.Computed constant = Literals.constant(to, answer, decision);
        Reading reading = reading(step, from, to);
        if (reading == null) {
            return Conversions.refused(to, "its stand-in for NULL is to be written into the class by hand");
        }
        boolean number = Kinds.number(to);
        Set<String> imports = new HashSet<>(constant.imports());
        if (reading.imported() != null) {
            imports.add(reading.imported());
        }
        String variable = step.local(from.name());
        String standIn = number ? "new BigDecimal(" + JavaText.literal(answer) + ")" : constant.expression();
        return new Filling.Computed(
                variable + " == null ? " + standIn + " : " + variable,
                List.of(reading.type() + " " + variable + " = " + Conversions.accessor(reading.accessor(), from) + ";"),
                imports,
                List.of(from.name()),
                "copied; " + answer + " for NULL, as decided");
    }

    /** Null where the two columns are of different families, so that more than NULL would have to be converted. */
    private static @Nullable Reading reading(StepDraft step, Column from, Column to) {
        if (Kinds.number(to)) {
            return Kinds.number(from) ? new Reading("BigDecimal", "decimal", "java.math.BigDecimal") : null;
        }
        if (Kinds.text(to)) {
            return new Reading("String", "text", null);
        }
        if (Kinds.json(to)) {
            return Kinds.json(from) || Kinds.text(from) ? new Reading("String", "json", null) : null;
        }
        if (from.type().kind() != to.type().kind() || step.fromSqlite() && Kinds.time(to)) {
            return null;
        }
        return switch (to.type().kind()) {
            case BOOLEAN -> new Reading("Boolean", "bool", null);
            case UUID -> new Reading("String", "text", null);
            case DATE -> new Reading("LocalDate", "date", "java.time.LocalDate");
            case TIME -> new Reading("LocalTime", "time", "java.time.LocalTime");
            case TIMESTAMP -> new Reading("LocalDateTime", "timestamp", "java.time.LocalDateTime");
            case TIMESTAMPTZ -> new Reading("Instant", "instant", "java.time.Instant");
            default -> null;
        };
    }
}
