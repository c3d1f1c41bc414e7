package dev.wharf.author.model;

import dev.wharf.check.Schemas;
import dev.wharf.database.Database;

/** The two databases of a plan, and their schemas as they are now. */
record Sides(Database source, Database target, Schemas schemas) {

    static Sides of(Database source, Database target) {
        return new Sides(source, target, Schemas.of(source, target));
    }
}
