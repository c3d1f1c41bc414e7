package dev.wharf.examples;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.List;

/**
 * A catalog whose names become an enum: 31 roles of one group among 60. One name says nothing about its label, so that a
 * person has to decide.
 */
public final class TechnicianRoles implements Example {

    /** The roles of group 11 in the order of their ids. */
    private static final List<String> NAMES = List.of(
            "Manufacturing", "Manufacturing, lathe", "Manufacturing, milling", "Manufacturing, welding",
            "Manufacturing, assembly", "Designing", "Manufacturing, painting", "Sectioning", "Manufacturing, casting",
            "Manufacturing, grinding", "Remote", "Manufacturing, polishing", "Sectioning, models", "Master",
            "Manufacturing, engraving", "Manufacturing, drilling", "Designing, crowns", "Manufacturing, laser",
            "Manufacturing, sintering", "Sectioning, plaster", "Manufacturing, printing", "Manufacturing, pressing",
            "Generalist", "Manufacturing, ceramics", "Remote, night shift", "Manufacturing, acrylics",
            "Designing, bridges", "Manufacturing, wire work", "Sectioning, digital", "Manufacturing, night shift",
            "Manufacturing, second line");

    @Override
    public String name() {
        return "technician-roles";
    }

    @Override
    public List<String> sourceTables(Product product) {
        return List.of(
                """
                CREATE TABLE dispatch_profile (
                    id integer NOT NULL PRIMARY KEY,
                    full_name varchar(80) NOT NULL,
                    email varchar(120) NOT NULL UNIQUE
                )""",
                """
                CREATE TABLE dispatch_role (
                    id integer NOT NULL PRIMARY KEY,
                    name varchar(60) NOT NULL,
                    abbreviation varchar(8),
                    group_id integer NOT NULL,
                    technician_id integer NOT NULL REFERENCES dispatch_profile (id),
                    is_active %s NOT NULL,
                    assigned_at %s NOT NULL
                )"""
                        .formatted(product.bool(), product.timestamp()));
    }

    @Override
    public List<String> targetTables(Product product) {
        String labels = "'designing', 'manufacturing', 'master', 'quality_control', 'remote', 'sectioning'";
        String profiles =
                """
                CREATE TABLE profiles (
                    id %s NOT NULL PRIMARY KEY,
                    full_name varchar(80) NOT NULL,
                    email varchar(120) NOT NULL UNIQUE,
                    legacy_id integer UNIQUE
                )"""
                        .formatted(product.uuid());
        String roles =
                """
                CREATE TABLE technician_roles (
                    id %s NOT NULL PRIMARY KEY,
                    technician_id %s NOT NULL REFERENCES profiles (id),
                    role_type %s,
                    role_name varchar(60) NOT NULL,
                    abbreviation varchar(8),
                    is_active %s NOT NULL DEFAULT %s,
                    assigned_at %s NOT NULL,
                    legacy_role_id integer UNIQUE
                )""";
        return switch (product) {
            case SQLITE ->
                List.of(
                        profiles,
                        roles.formatted(
                                "TEXT", "TEXT", "TEXT NOT NULL CHECK (role_type IN (" + labels + "))", "BOOLEAN", "1",
                                "TIMESTAMP"));
            case POSTGRESQL ->
                List.of(
                        "CREATE TYPE role_type AS ENUM (" + labels + ")",
                        profiles,
                        roles.formatted("uuid", "uuid", "role_type NOT NULL", "boolean", "true", "timestamp"));
        };
    }

    @Override
    public void fill(Connection source, Product product) throws SQLException {
        try (Rows profiles = new Rows(source, "dispatch_profile", "id", "full_name", "email")) {
            for (int id = 1; id <= 12; id++) {
                profiles.add(100 + id, "Technician " + id, "technician" + id + "@example.org");
            }
        }
        LocalDateTime first = LocalDateTime.of(2021, 3, 1, 8, 0);
        try (Rows roles = new Rows(
                source, "dispatch_role", "id", "name", "abbreviation", "group_id", "technician_id", "is_active", "assigned_at")) {
            for (int i = 0; i < 60; i++) {
                boolean ours = i % 2 == 1 || i >= 58;
                int index = i % 2 == 1 ? i / 2 : 30;
                String name = ours ? NAMES.get(index) : "Courier " + (i / 2 + 1);
                roles.add(
                        500 + i,
                        name,
                        i % 7 == 0 ? null : name.substring(0, 3).toUpperCase(java.util.Locale.ROOT),
                        ours ? 11 : 7,
                        101 + i % 12,
                        product == Product.SQLITE ? (Object) (i % 9 == 0 ? 0 : 1) : i % 9 != 0,
                        product == Product.SQLITE
                                ? first.plusDays(i).toString().replace('T', ' ') + ":00"
                                : Timestamp.valueOf(first.plusDays(i)));
            }
        }
    }
}
