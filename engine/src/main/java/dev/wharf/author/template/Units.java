package dev.wharf.author.template;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.TypeKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Amounts of money that one side keeps as whole hundredths and the other as decimals; a plain copy would be wrong a hundredfold. */
final class Units {

    private static final Set<String> HUNDREDTHS = Set.of("cent", "ct", "pence", "penny", "centavo", "centimo", "centime");
    private static final Set<String> SMALLEST = Set.of("minor");
    private static final Set<String> MONEY = Set.of("price", "amount", "cost", "fee", "total", "balance", "salary", "rate", "tax", "net", "gross",
            "discount", "revenue", "payment", "sum", "wage", "budget");

    private static final String DIVIDE = "divide by 100";
    private static final String MULTIPLY = "multiply by 100";
    private static final String AS_IT_IS = "as it is";

    private final StepDraft step;
    private final Column from;
    private final Column to;

    Units(StepDraft step, Column from, Column to) {
        this.step = step;
        this.from = from;
        this.to = to;
    }

    /** Empty where nothing speaks for another unit. */
    Optional<Filling> fill() {
        boolean down = Kinds.integer(from) && fractional(to);
        boolean up = fractional(from) && Kinds.integer(to);
        if (!down && !up) {
            return Optional.empty();
        }
        Set<String> whole = words(down ? from : to);
        Set<String> decimal = words(down ? to : from);
        if (meets(decimal, HUNDREDTHS) || meets(decimal, SMALLEST)) {
            return Optional.empty();
        }
        if (meets(whole, HUNDREDTHS)) {
            return Optional.of(moved(down, "the one is in hundredths, by its name"));
        }
        boolean smallest = meets(whole, SMALLEST);
        if (!smallest && !(down && (meets(whole, MONEY) || meets(decimal, MONEY)))) {
            return Optional.empty();
        }
        String change = down ? DIVIDE : MULTIPLY;
        String answer = step.ask("unit." + step.id(to),
                from.name() + " holds whole numbers, " + to.name() + " decimals. Is the one in the smallest unit of the currency?",
                List.of(change, AS_IT_IS, "reject"),
                evidence(smallest));
        if (AS_IT_IS.equals(answer)) {
            return Optional.empty();
        }
        return Optional.of(change.equals(answer) ? moved(down, "as decided") : Conversions.refused(to, "its unit is not decided"));
    }

    private List<String> evidence(boolean smallest) {
        List<String> values = step.values(from).texts();
        String said = smallest ? "its name says the smallest unit, which is a hundredth in most currencies" : "an amount by its name";
        return values.isEmpty() ? List.of(said) : List.of(said, "such as " + values.getFirst());
    }

    private Filling moved(boolean down, String why) {
        return Conversions.perhapsNull(step, from, "BigDecimal", "decimal", "%1$s.movePoint" + (down ? "Left" : "Right") + "(2)",
                (down ? "divided" : "multiplied") + " by 100; " + why, "java.math.BigDecimal");
    }

    private static boolean fractional(Column column) {
        Integer scale = column.type().scale();
        return Kinds.is(column, TypeKind.DECIMAL) && (scale == null || scale > 0) || Kinds.is(column, TypeKind.DOUBLE)
                || Kinds.is(column, TypeKind.REAL);
    }

    private static Set<String> words(Column column) {
        return Set.copyOf(Words.full(Words.singular(column.name())));
    }

    private static boolean meets(Set<String> words, Set<String> others) {
        return words.stream().anyMatch(others::contains);
    }
}
