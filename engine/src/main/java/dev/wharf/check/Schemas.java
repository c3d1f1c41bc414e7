package dev.wharf.check;

import dev.wharf.catalog.Schema;
import dev.wharf.database.Database;

/** The surveys of a plan's two databases, taken once for everything that asks for them. */
public record Schemas(Schema source, Schema target) {

    public static Schemas of(Database source, Database target) {
        return new Schemas(source.survey(), target.survey());
    }
}
