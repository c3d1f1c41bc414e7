package dev.wharf.author.model;

import dev.wharf.author.PlanWish;
import dev.wharf.catalog.Schema;
import dev.wharf.check.Schemas;
import dev.wharf.failure.Kind;
import dev.wharf.failure.Nearest;
import dev.wharf.failure.WharfException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which tables a model is shown, as far as that can be told without it.
 *
 * @param source empty, as is target, where the model has to choose
 */
record TableChoice(List<String> source, List<String> target) {

    static TableChoice of(Schemas schemas, PlanWish wish) {
        requireTables(schemas, wish);
        List<String> ofSource = chosen(schemas.source(), schemas, wish.tables(), wish.where().keySet().stream().toList());
        List<String> ofTarget = chosen(schemas.target(), schemas, wish.tables(), List.of());
        return ofSource.isEmpty() || ofTarget.isEmpty() ? new TableChoice(List.of(), List.of()) : new TableChoice(ofSource, ofTarget);
    }

    boolean decided() {
        return !source.isEmpty();
    }

    /** Whether there is nothing to choose. */
    static boolean few(Schemas schemas) {
        return schemas.source().tables().size() + schemas.target().tables().size() <= Prompts.FEW_TABLES;
    }

    private static List<String> chosen(Schema schema, Schemas schemas, List<String> tables, List<String> conditions) {
        List<String> named = Stream.concat(tables.stream(), conditions.stream()).distinct().filter(name -> schema.table(name).isPresent()).toList();
        return few(schemas) && (named.isEmpty() || tables.isEmpty())
                ? schema.tables().stream().map(table -> table.name().toString()).toList()
                : tables.isEmpty() ? List.of() : named;
    }

    private static void requireTables(Schemas schemas, PlanWish wish) {
        List<String> known = Stream.concat(schemas.source().tables().stream(), schemas.target().tables().stream())
                .map(table -> table.name().toString())
                .distinct()
                .toList();
        for (String name : Stream.concat(wish.tables().stream(), wish.where().keySet().stream()).toList()) {
            if (schemas.source().table(name).isEmpty() && schemas.target().table(name).isEmpty()) {
                throw new WharfException(Kind.USAGE, "unknown-table", "Neither side has a table named " + name + ".",
                        Nearest.hint(name, known, "`wharf survey` lists the tables."));
            }
        }
    }
}
