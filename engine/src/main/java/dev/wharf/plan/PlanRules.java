package dev.wharf.plan;

import dev.wharf.failure.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The rules that hold between the parts of a plan, told while its steps are read in their order: for each problem the place
 * in the file is at hand then.
 */
final class PlanRules {

    static final String SQL_FILE = "[A-Za-z0-9_][A-Za-z0-9._-]{0,119}\\.sql";
    static final String JAVA_FILE = "[A-Za-z_][A-Za-z0-9_]{0,119}\\.java";

    private final Problems problems;
    private final Set<String> steps = new HashSet<>();
    private final Set<String> earlierEntities = new HashSet<>();
    /** Entities that a reference looks up before any step gave them, with the places: wrong only if a later step gives them. */
    private final Map<String, List<Awaiting>> awaited = new HashMap<>();
    private final Set<String> decisions = new HashSet<>();
    private final Set<String> virtualColumns = new HashSet<>();

    private String step = "";

    /** A reference of a step to an entity that no step gave so far. */
    private record Awaiting(String step, YamlMap place) {}

    PlanRules(Problems problems) {
        this.problems = problems;
    }

    void beginStep(YamlMap map, String name) {
        virtualColumns.clear();
        step = name;
        if (!name.isBlank() && !PlanName.valid(name)) {
            problems.add(map.place("name"), "step-name",
                    "A step cannot be named " + name + ": a name has 1 to 64 letters, digits, - and _.", "Rename it.");
        }
        if (!name.isBlank() && !steps.add(name)) {
            problems.add(map.place("name"), "duplicate-step", "Two steps are named " + name + ".", "Rename one of them.");
        }
    }

    String sqlFile(YamlMap map) {
        String file = map.text("extract");
        if (!file.isBlank() && !file.matches(SQL_FILE)) {
            problems.add(map.place("extract"), "file-name",
                    "extract cannot be " + file + ": it is the name of an .sql file in the plan's own folder, in letters, digits, . - _",
                    "Put the file beside plan.yaml and write its bare name.");
        }
        return file;
    }

    String javaFile(YamlMap map) {
        String file = map.text("transform");
        if (!file.isBlank() && !file.matches(JAVA_FILE)) {
            problems.add(map.place("transform"), "file-name",
                    "transform cannot be " + file + ": it is the name of its public class with .java, in the plan's own folder.",
                    "Put the file beside plan.yaml and write its bare name, such as TechnicianRoles.java.");
        }
        return file;
    }

    /** A name that the engine adds to the extract's columns. */
    void virtualColumn(YamlMap map, String column) {
        if (!column.isBlank() && !virtualColumns.add(column)) {
            problems.add(map.place("column"), "column-clash", "newKeys and references add the column " + column + " twice.",
                    "Give each a name of its own.");
        }
    }

    void reference(YamlMap map, Reference reference) {
        boolean byEntity = reference.entity() != null;
        if (byEntity == (reference.table() != null)) {
            problems.add(map.place(), "reference-form",
                    "The reference " + reference.column() + (byEntity ? " has both entity and table." : " has neither entity nor table."),
                    "Write `entity:` and `from:` for a mapped row, or `table:`, `match:` and `key:` for a row that was in the target before.");
            return;
        }
        if (byEntity) {
            entityReference(map, reference);
        } else {
            matchReference(map, reference);
        }
        if (reference.later()) {
            laterReference(map, reference);
        } else if (reference.fills() != null) {
            problems.add(map.place("fills"), "fills-without-later",
                    "The reference " + reference.column() + " has fills but not `later: true`.",
                    "Add `later: true`, or let the class set the column and drop fills.");
        }
    }

    private void entityReference(YamlMap map, Reference reference) {
        if (reference.from().isEmpty()) {
            map.missing("from");
        }
        for (String key : List.of("match", "key")) {
            if (map.has(key)) {
                problems.add(map.place(key), "reference-form", key + " belongs to a reference by table, not by entity.",
                        "Drop it, or write `table:` instead of `entity:`.");
            }
        }
        String entity = reference.entity();
        if (entity != null && !reference.later() && !earlierEntities.contains(entity)) {
            awaited.computeIfAbsent(entity, e -> new ArrayList<>()).add(new Awaiting(step, map));
        }
    }

    private void matchReference(YamlMap map, Reference reference) {
        if (map.has("from")) {
            problems.add(map.place("from"), "reference-form", "from belongs to a reference by entity, not by table.",
                    "Name the columns in `match: { target column: extract column }`.");
        }
        if (reference.match().isEmpty()) {
            map.missing("match");
        }
        if (reference.key() == null) {
            map.missing("key");
        }
    }

    private void laterReference(YamlMap map, Reference reference) {
        if (reference.entity() == null) {
            problems.add(map.place("later"), "later-needs-entity",
                    "The later reference " + reference.column() + " matches a table; only a mapped row can come later.",
                    "Write `entity:` and `from:`, or drop `later`.");
        }
        if (reference.fills() == null) {
            problems.add(map.place(), "later-needs-fills", "The later reference " + reference.column() + " has no fills.",
                    "Add `fills: { table: …, column: … }`, the column that the closing pass fills.");
        }
        if (reference.missing() == Reference.Missing.REJECT || reference.missing() == Reference.Missing.SKIP) {
            problems.add(map.place("missing"), "later-missing",
                    "The later reference " + reference.column() + " cannot " + reference.missing().name().toLowerCase(Locale.ROOT)
                            + " a row that is written already.",
                    "Write `missing: null` or `missing: fail` (the default).");
        }
    }

    void endStep(YamlMap map, Step step) {
        for (String column : step.key()) {
            if (virtualColumns.contains(column)) {
                problems.add(map.place("key"), "column-clash", "The key's column " + column + " is also added by newKeys or references.",
                        "The key is made of the extract's own columns; rename the one that is added.");
            }
        }
        for (NewKey key : step.newKeys()) {
            fromVirtual(map, "newKeys", key.column(), key.from());
        }
        for (Reference reference : step.references()) {
            fromVirtual(map, "references", reference.column(), reference.from());
            fromVirtual(map, "references", reference.column(), List.copyOf(reference.match().values()));
            Reference.Fills fills = reference.fills();
            if (fills != null && step.writes().stream().noneMatch(w -> w.table().equals(fills.table()))) {
                problems.add(map.place("references"), "fills-table",
                        "The reference " + reference.column() + " fills the table " + fills.table() + ", which the step does not write.",
                        "Name a table of `writes`.");
            }
        }
        for (MappingRule rule : step.mapping()) {
            String table = rule.table();
            if (table != null && step.writes().stream().noneMatch(w -> w.table().equals(table))) {
                problems.add(map.place("mapping"), "mapping-table",
                        "mapping names the table " + table + ", which the step does not write.", "Name a table of `writes`.");
            } else if (table == null && step.writes().size() > 1) {
                problems.add(map.place("mapping"), "mapping-table",
                        "mapping of " + rule.target() + " does not say which of the step's tables it is of.",
                        "Add `table:` where a step writes several.");
            }
        }
        if (!step.entity().isBlank()) {
            earlierEntities.add(step.entity());
            for (Awaiting reference : awaited.getOrDefault(step.entity(), List.of())) {
                problems.step(reference.step());
                problems.add(reference.place().place("entity"), "entity-later",
                        "The entity " + step.entity() + " is only given by the step " + step.name()
                                + ", which comes no earlier than this reference.",
                        "Move that step before this one, or write `later: true` with `fills:`.");
            }
            awaited.remove(step.entity());
            problems.step(step.name());
        }
    }

    private void fromVirtual(YamlMap map, String where, String column, List<String> from) {
        for (String name : from) {
            if (virtualColumns.contains(name)) {
                problems.add(map.place(where), "from-added-column", column + " is made from " + name
                        + ", which newKeys or references add.", "Make it from columns of the extract.");
            }
        }
    }

    void decision(YamlMap map, Decision decision, List<Step> all) {
        if (!decision.id().isBlank() && !decisions.add(decision.id())) {
            problems.add(map.place("id"), "duplicate-decision", "Two decisions have the id " + decision.id() + ".",
                    "Rename one of them.");
        }
        String step = decision.step();
        if (step != null && all.stream().noneMatch(s -> s.name().equals(step))) {
            List<String> names = all.stream().map(Step::name).toList();
            problems.add(map.place("step"), "unknown-step", "The decision " + decision.id() + " is about the step " + step
                    + ", which the plan does not have.", Nearest.hint(step, names, "The steps are " + String.join(", ", names) + "."));
        }
        String answer = decision.answer();
        if (!decision.open() && !decision.options().isEmpty() && !decision.options().contains(answer)) {
            problems.add(map.place("answer"), "unknown-option", "The decision " + decision.id() + " cannot be answered with " + answer
                    + ".", "Its options are " + String.join(", ", decision.options()) + ".");
        }
    }
}
