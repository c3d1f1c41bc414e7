package dev.wharf.examples;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A junction table whose both ends get new keys. Three of its rows point to a group that is gone. */
public final class UserGroups implements Example {

    @Override
    public String name() {
        return "user-groups";
    }

    @Override
    public List<String> sourceTables(Product product) {
        String junction =
                """
                CREATE TABLE app_user_group (
                    user_id integer NOT NULL,
                    group_id integer NOT NULL,
                    joined_on date NOT NULL,
                    PRIMARY KEY (user_id, group_id)%s
                )""";
        String references = """
                ,
                    FOREIGN KEY (user_id) REFERENCES app_user (id),
                    FOREIGN KEY (group_id) REFERENCES app_group (id)""";
        return List.of(
                """
                CREATE TABLE app_user (
                    id integer NOT NULL PRIMARY KEY,
                    login varchar(40) NOT NULL UNIQUE,
                    email varchar(120) NOT NULL
                )""",
                """
                CREATE TABLE app_group (
                    id integer NOT NULL PRIMARY KEY,
                    title varchar(80) NOT NULL
                )""",
                junction.formatted(product == Product.SQLITE ? references : ""));
    }

    @Override
    public List<String> targetTables(Product product) {
        String uuid = product.uuid();
        return List.of(
                """
                CREATE TABLE users (
                    id %s NOT NULL PRIMARY KEY,
                    login varchar(40) NOT NULL UNIQUE,
                    email varchar(120) NOT NULL
                )"""
                        .formatted(uuid),
                """
                CREATE TABLE groups (
                    id %s NOT NULL PRIMARY KEY,
                    title varchar(80) NOT NULL
                )"""
                        .formatted(uuid),
                """
                CREATE TABLE user_groups (
                    user_id %s NOT NULL REFERENCES users (id),
                    group_id %s NOT NULL REFERENCES groups (id),
                    joined_on date NOT NULL,
                    PRIMARY KEY (user_id, group_id)
                )"""
                        .formatted(uuid, uuid));
    }

    @Override
    public void fill(Connection source, Product product) throws SQLException {
        try (Rows users = new Rows(source, "app_user", "id", "login", "email")) {
            for (int id = 1; id <= 200; id++) {
                users.add(id, "user" + id, "user" + id + "@example.org");
            }
        }
        try (Rows groups = new Rows(source, "app_group", "id", "title")) {
            for (int id = 1; id <= 25; id++) {
                groups.add(id, "Group " + id);
            }
        }
        try (Rows members = new Rows(source, "app_user_group", "user_id", "group_id", "joined_on")) {
            for (int user = 1; user <= 200; user++) {
                for (int k = 0; k < 1 + user % 4; k++) {
                    members.add(user, 1 + (user * 7 + k * 5) % 25, day(product, user, k));
                }
            }
            for (int user = 1; user <= 3; user++) {
                members.add(user, 99, day(product, user, 9));
            }
        }
        if (product == Product.POSTGRESQL) {
            try (Statement statement = source.createStatement()) {
                statement.execute("ALTER TABLE app_user_group ADD FOREIGN KEY (user_id) REFERENCES app_user (id)");
                statement.execute(
                        "ALTER TABLE app_user_group ADD FOREIGN KEY (group_id) REFERENCES app_group (id) NOT VALID");
            }
        }
    }

    private static Object day(Product product, int user, int k) {
        java.time.LocalDate day = java.time.LocalDate.of(2024, 1, 1).plusDays(user + 31L * k);
        return product == Product.SQLITE ? day.toString() : day;
    }
}
