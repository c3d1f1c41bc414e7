package dev.wharf.author.template;

import dev.wharf.catalog.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names of people in one column on the one side and in two on the other. Nothing tells where a name is to be cut, or which
 * part comes first, so a person decides.
 */
final class NameParts {

    private static final List<String> FIRST = List.of("first", "name");
    private static final List<String> LAST = List.of("last", "name");
    private static final Set<List<String>> WHOLE = Set.of(List.of("full", "name"), List.of("name"), List.of("complete", "name"),
            List.of("display", "name"));

    private static final String REJECT = "reject";

    private final StepDraft step;
    private final List<Column> free;

    NameParts(StepDraft step, List<Column> free) {
        this.step = step;
        this.free = free;
    }

    /** Empty where the column is no part of a name, or nothing that is left over is. */
    Optional<Filling> fill(Column to) {
        if (!Kinds.text(to)) {
            return Optional.empty();
        }
        List<String> words = words(to.name());
        if (WHOLE.contains(words)) {
            Optional<Column> first = free(FIRST);
            Optional<Column> last = free(LAST);
            return first.isPresent() && last.isPresent() ? Optional.of(whole(first.get(), last.get(), to)) : Optional.empty();
        }
        if (part(words)) {
            return WHOLE.stream().flatMap(w -> any(w).stream()).findFirst().map(from -> part(from, to, words.equals(FIRST)));
        }
        return Optional.empty();
    }

    /** Whether one name is a part of a person's name and the other a whole one, so that neither is a copy of the other. */
    static boolean partOfOther(List<String> a, List<String> b) {
        return part(a) && WHOLE.contains(b) || part(b) && WHOLE.contains(a);
    }

    private static boolean part(List<String> words) {
        return words.equals(FIRST) || words.equals(LAST);
    }

    private Filling whole(Column first, Column last, Column to) {
        String both = first.name() + " + " + last.name();
        String turned = last.name() + ", " + first.name();
        String answer = ask(to, "Is " + to.name() + " put together from " + first.name() + " and " + last.name() + "?",
                List.of(both, turned, REJECT), "a part that is NULL or empty is left out, and the blank with it");
        if (answer == null || answer.equals(REJECT)) {
            return Conversions.refused(to, "how it is put together is not decided");
        }
        boolean straight = answer.equals(both);
        String a = step.local((straight ? first : last).name());
        String b = step.local((straight ? last : first).name());
        String sign = JavaText.literal(straight ? " " : ", ");
        List<String> before = new ArrayList<>();
        before.add("String " + a + " = " + Conversions.accessor("text", straight ? first : last) + ";");
        before.add("String " + b + " = " + Conversions.accessor("text", straight ? last : first) + ";");
        String expression = a + " == null || " + a + ".isEmpty() ? " + b + " : " + b + " == null || " + b + ".isEmpty() ? " + a + " : "
                + a + " + " + sign + " + " + b;
        return new Filling.Computed(expression, before, Set.of(), List.of(first.name(), last.name()),
                first.name() + " and " + last.name() + " put together, as decided");
    }

    private Filling part(Column from, Column to, boolean first) {
        String option = from.name() + (first ? ": all but the last word" : ": the last word");
        String answer = ask(to, "Is " + to.name() + " a part of " + from.name() + "?", List.of(option, REJECT),
                "names of one word have no other part; such rows would be rejected where " + to.name() + " may not be NULL");
        if (!option.equals(answer)) {
            return Conversions.refused(to, "which part of " + from.name() + " it is is not decided");
        }
        String text = step.local(from.name());
        List<String> before = List.of("String " + text + " = " + Conversions.accessor("text", from) + ";");
        String cut = text + ".strip().lastIndexOf(' ')";
        String expression = text + " == null ? null : " + (first
                ? cut + " < 0 ? null : " + text + ".strip().substring(0, " + cut + ").strip()"
                : text + ".strip().substring(" + cut + " + 1)");
        return new Filling.Computed(expression, before, Set.of(), List.of(from.name()),
                (first ? "all but the last word of " : "the last word of ") + from.name() + ", as decided");
    }

    private @Nullable String ask(Column to, String question, List<String> options, String evidence) {
        return step.ask("column." + step.id(to), question, options, List.of(evidence));
    }

    private Optional<Column> free(List<String> words) {
        return free.stream().filter(c -> Kinds.text(c) && words(c.name()).equals(words)).findFirst();
    }

    /** One column may give both parts, so it need not be left over. */
    private Optional<Column> any(List<String> words) {
        return step.match().source().columns().stream().filter(c -> Kinds.text(c) && words(c.name()).equals(words)).findFirst();
    }

    private List<String> words(String name) {
        List<String> words = Words.full(Words.singular(name));
        List<String> table = Words.singular(step.match().source().name().name());
        return words.size() > 2 && table.contains(words.getFirst()) ? words.subList(1, words.size()) : words;
    }
}
