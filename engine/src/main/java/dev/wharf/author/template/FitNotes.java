package dev.wharf.author.template;

import dev.wharf.author.SqlNames;
import dev.wharf.catalog.Column;
import dev.wharf.catalog.Dialect;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TypeKind;
import dev.wharf.catalog.UniqueKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Says with counts which rows the target will not take as they are: too long, out of range, not unique. */
final class FitNotes {

    private final StepDraft step;
    private final Table source;

    FitNotes(StepDraft step) {
        this.step = step;
        this.source = step.match().source();
    }

    void tell() {
        Map<String, Column> copied = new HashMap<>();
        step.fillings().forEach((to, filling) -> {
            if (filling instanceof Filling.Copied copy && source.column(copy.column()).isPresent()) {
                Column from = source.column(copy.column()).orElseThrow();
                copied.put(to.name(), from);
                length(from, to);
                range(from, to);
                scale(from, to);
            }
        });
        for (UniqueKey unique : step.match().target().uniqueKeys()) {
            unique(unique, copied);
        }
    }

    private void length(Column from, Column to) {
        Integer most = to.type().length();
        Integer given = from.type().length();
        if (most == null || !Kinds.text(to) || !step.fromSqlite() && given != null && given <= most) {
            return;
        }
        if (!Kinds.text(from) && !step.fromSqlite()) {
            return;
        }
        OptionalLong tooLong = step.sourceRows("length(" + SqlNames.quote(from.name()) + ") > " + most);
        if (tooLong.isPresent() && tooLong.getAsLong() > 0) {
            step.note(rows(tooLong.getAsLong()) + " more than " + most + " characters in " + from.name() + ", the most that " + to.name()
                    + " takes; such rows will be rejected.");
        }
    }

    private void range(Column from, Column to) {
        String most = switch (to.type().kind()) {
            case SMALLINT -> "32767";
            case INTEGER -> "2147483647";
            default -> null;
        };
        if (most == null || !Kinds.number(from) || from.type().kind() == to.type().kind() && !step.fromSqlite()
                || step.plan().request().targetSchema().dialect() == Dialect.SQLITE) {
            return;
        }
        String name = SqlNames.quote(from.name());
        OptionalLong outside = step.sourceRows("(" + name + " > " + most + " OR " + name + " < -" + most + " - 1)");
        if (outside.isPresent() && outside.getAsLong() > 0) {
            step.note(rows(outside.getAsLong()) + " a number in " + from.name() + " that " + to.name() + " cannot hold; such rows will be rejected.");
        }
    }

    private void scale(Column from, Column to) {
        Integer most = to.type().scale();
        Integer given = from.type().scale();
        boolean decimals = Kinds.is(to, TypeKind.DECIMAL) && (Kinds.is(from, TypeKind.DECIMAL) || step.fromSqlite() && Kinds.number(from));
        if (!decimals || most == null || !step.fromSqlite() && given != null && given <= most) {
            return;
        }
        String name = SqlNames.quote(from.name());
        OptionalLong finer = step.sourceRows("round(" + name + ", " + most + ") <> " + name);
        if (finer.isPresent() && finer.getAsLong() > 0) {
            step.note(rows(finer.getAsLong()) + " a number in " + from.name() + " with more than " + most + " decimals, the most that "
                    + to.name() + " keeps; such rows will be rejected.");
        }
    }

    private void unique(UniqueKey unique, Map<String, Column> copied) {
        List<String> columns = new ArrayList<>();
        for (String column : unique.columns()) {
            Column from = copied.get(column);
            if (from == null) {
                return;
            }
            columns.add(from.name());
        }
        Set<String> wanted = new HashSet<>(columns);
        boolean known = wanted.containsAll(source.primaryKey()) && !source.primaryKey().isEmpty()
                || source.uniqueKeys().stream().anyMatch(u -> wanted.containsAll(u.columns()));
        if (known) {
            return;
        }
        OptionalLong twice = step.plan().evidence().sourceDuplicates(source, columns, step.plan().condition(source));
        if (twice.isPresent() && twice.getAsLong() > 0) {
            step.note((twice.getAsLong() == 1 ? "1 value of " : twice.getAsLong() + " values of ") + String.join(", ", columns)
                    + (twice.getAsLong() == 1 ? " stands" : " stand") + " in several rows, but " + String.join(", ", unique.columns())
                    + " must be unique; all such rows but one each will be rejected.");
        }
    }

    private static String rows(long count) {
        return count == 1 ? "1 row has" : count + " rows have";
    }
}
