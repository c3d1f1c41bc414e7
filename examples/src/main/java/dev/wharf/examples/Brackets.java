package dev.wharf.examples;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A catalog of 1,569 rows whose INTEGER keys become UUIDs and whose left-over columns go into JSON. */
public final class Brackets implements Example {

    /** How many rows there are. */
    public static final int ROWS = 1_569;

    @Override
    public String name() {
        return "brackets";
    }

    @Override
    public List<String> sourceTables(Product product) {
        return List.of(
                """
                CREATE TABLE dispatch_bracket (
                    id integer NOT NULL PRIMARY KEY,
                    name varchar(80) NOT NULL,
                    project_id integer,
                    type varchar(20) NOT NULL
                )""");
    }

    @Override
    public List<String> targetTables(Product product) {
        return List.of(
                """
                CREATE TABLE brackets (
                    id %s NOT NULL PRIMARY KEY,
                    name varchar(80) NOT NULL,
                    bracket_type varchar(20) NOT NULL,
                    metadata %s,
                    created_at %s NOT NULL DEFAULT %s,
                    updated_at %s NOT NULL DEFAULT %s,
                    legacy_id integer NOT NULL UNIQUE
                )"""
                        .formatted(
                                product.uuid(), product.json(), product.timestamp(), product.now(), product.timestamp(),
                                product.now()));
    }

    @Override
    public void fill(Connection source, Product product) throws SQLException {
        List<String> types = List.of("metal", "ceramic", "lingual", "self-ligating");
        try (Rows brackets = new Rows(source, "dispatch_bracket", "id", "name", "project_id", "type")) {
            for (int i = 1; i <= ROWS; i++) {
                String type = types.get(i % types.size());
                brackets.add(i * 3, "Bracket " + i + " \"" + type + "\"", i % 10 == 0 ? null : 40 + i % 17, type);
            }
        }
    }
}
