package dev.wharf.author.template;

import dev.wharf.author.Evidence;
import dev.wharf.author.SqlNames;
import dev.wharf.catalog.Column;
import dev.wharf.catalog.Dialect;
import dev.wharf.plan.NewKey;
import dev.wharf.plan.Reference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One step while it is written: what its extract reads, what the engine adds, what each target column becomes. */
final class StepDraft {

    private final PlanContext plan;
    private final TableMatch match;
    private final String name;
    private final Set<String> read = new LinkedHashSet<>();
    private final Map<String, String> joined = new LinkedHashMap<>();
    private final List<NewKey> newKeys = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();
    private final Map<Column, Filling> fillings = new LinkedHashMap<>();
    private final Set<String> added = new HashSet<>();
    private final Set<String> locals = new HashSet<>();

    StepDraft(PlanContext plan, TableMatch match, String name) {
        this.plan = plan;
        this.match = match;
        this.name = name;
    }

    PlanContext plan() {
        return plan;
    }

    TableMatch match() {
        return match;
    }

    String name() {
        return name;
    }

    boolean fromSqlite() {
        return plan.sourceIs(Dialect.SQLITE);
    }

    @Nullable String ask(String id, String question, List<String> options, List<String> evidence) {
        return plan.questions().ask(name, id, question, options, evidence);
    }

    void note(String text) {
        String full = match.target().name() + ": " + text;
        if (!plan.notes().contains(full)) {
            plan.notes().add(full);
        }
    }

    Evidence.Values values(Column column) {
        return plan.evidence().sourceValues(match.source(), column.name(), plan.condition(match.source()));
    }

    /** How many of the rows that move meet a condition on one column, such as IS NULL. */
    OptionalLong sourceRows(Column column, String predicate) {
        return sourceRows(SqlNames.quote(column.name()) + " " + predicate);
    }

    OptionalLong sourceRows(String predicate) {
        String condition = plan.condition(match.source());
        return plan.evidence().sourceRows(match.source(), condition == null ? predicate : predicate + " AND " + condition);
    }

    /** Makes the extract read a column of the source table. */
    void read(String column) {
        read.add(column);
    }

    /** Makes the extract read an expression under a name. */
    void join(String column, String expression) {
        joined.put(column, expression);
        added.add(column);
    }

    void newKey(NewKey key) {
        newKeys.add(key);
        added.add(key.column());
    }

    void reference(Reference reference) {
        references.add(reference);
        added.add(reference.column());
    }

    /** A name for a column that is added to the extract's, which nothing has yet. */
    String freshColumn(String wanted) {
        String free = wanted;
        for (int i = 2; added.contains(free) || match.source().column(free).isPresent(); i++) {
            free = i == 2 && !wanted.startsWith("new_") ? "new_" + wanted : wanted + "_" + i;
        }
        return free;
    }

    /** A name for a local variable that nothing has yet. */
    String local(String column) {
        String base = JavaText.variableName(column);
        String free = base;
        for (int i = 2; !locals.add(free); i++) {
            free = base + i;
        }
        return free;
    }

    boolean isLocal(String column) {
        return locals.contains(JavaText.variableName(column));
    }

    void fill(Column column, Filling filling) {
        fillings.put(column, filling);
        for (String from : filling.from()) {
            if (match.source().column(from).isPresent()) {
                read.add(from);
            }
        }
    }

    /** In the order of the target's columns. */
    Map<Column, Filling> fillings() {
        Map<Column, Filling> ordered = new LinkedHashMap<>();
        for (Column column : match.target().columns()) {
            Filling filling = fillings.get(column);
            if (filling != null) {
                ordered.put(column, filling);
            }
        }
        return ordered;
    }

    boolean filled(Column column) {
        return fillings.containsKey(column);
    }

    /** The source columns that the extract reads, in the order of the table. */
    List<String> columnsRead() {
        return match.source().columns().stream().map(Column::name).filter(read::contains).toList();
    }

    Map<String, String> columnsJoined() {
        return joined;
    }

    List<NewKey> newKeys() {
        return newKeys;
    }

    List<Reference> references() {
        return references;
    }

    /** The part of an id that names a target column, with its table where the column's name alone says little. */
    String id(Column target) {
        return Words.slugOfName(match.target().name().name()).toLowerCase(Locale.ROOT) + "." + Words.slugOfName(target.name());
    }
}
