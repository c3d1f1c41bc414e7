package dev.wharf.examples;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** One example: a source with rows and an empty target that is shaped differently. */
public sealed interface Example permits TechnicianRoles, Brackets, UserGroups, CompanyUsers {

    /** The folder's name below examples/. */
    String name();

    /** Statements that make the source's tables. */
    List<String> sourceTables(Product product);

    /** Statements that make the target's tables. */
    List<String> targetTables(Product product);

    /** Fills the source's tables, the same in every run. */
    void fill(Connection source, Product product) throws SQLException;

    static List<Example> all() {
        return List.of(new TechnicianRoles(), new Brackets(), new UserGroups(), new CompanyUsers());
    }
}
