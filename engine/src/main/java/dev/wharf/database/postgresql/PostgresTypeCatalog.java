package dev.wharf.database.postgresql;

import dev.wharf.catalog.Check;
import dev.wharf.catalog.ColumnType;
import dev.wharf.catalog.TypeKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The types of one database, as its catalog knew them when this was made. */
final class PostgresTypeCatalog {

    /** A domain's rules are those of its own and of the domains below it. */
    private record Type(
            String name, boolean builtIn, char kind, char category, long base, int baseModifier, boolean notNull,
            @Nullable String defaultExpression) {}

    private static final int NO_MODIFIER = -1;
    private static final int VARIABLE_HEADER = 4;

    private final Map<Long, Type> types = new HashMap<>();
    private final Map<Long, List<String>> labels = new HashMap<>();
    private final Map<Long, List<Check>> domainChecks = new HashMap<>();

    private PostgresTypeCatalog() {}

    static PostgresTypeCatalog read(Connection connection) throws SQLException {
        PostgresTypeCatalog read = new PostgresTypeCatalog();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("""
                    SELECT oid::bigint, typname, typnamespace = 'pg_catalog'::regnamespace, typtype, typcategory,
                           typbasetype::bigint, typtypmod, typnotnull, typdefault
                    FROM pg_catalog.pg_type WHERE typtype <> 'c'""")) {
                while (rows.next()) {
                    read.types.put(rows.getLong(1), new Type(
                            rows.getString(2),
                            rows.getBoolean(3),
                            rows.getString(4).charAt(0),
                            rows.getString(5).charAt(0),
                            rows.getLong(6),
                            rows.getInt(7),
                            rows.getBoolean(8),
                            rows.getString(9)));
                }
            }
            try (ResultSet rows = statement.executeQuery(
                    "SELECT enumtypid::bigint, enumlabel FROM pg_catalog.pg_enum ORDER BY enumtypid, enumsortorder")) {
                while (rows.next()) {
                    read.labels.computeIfAbsent(rows.getLong(1), t -> new ArrayList<>()).add(rows.getString(2));
                }
            }
            try (ResultSet rows = statement.executeQuery("""
                    SELECT contypid::bigint, conname, pg_catalog.pg_get_expr(conbin, 0)
                    FROM pg_catalog.pg_constraint WHERE contypid <> 0 AND contype = 'c' ORDER BY contypid, conname""")) {
                while (rows.next()) {
                    read.domainChecks
                            .computeIfAbsent(rows.getLong(1), t -> new ArrayList<>())
                            .add(new Check(rows.getString(2), rows.getString(3)));
                }
            }
        }
        return read;
    }

    /** @param sqlName what format_type prints for both, a domain by its own name */
    ColumnType of(long oid, int modifier, String sqlName) {
        long base = oid;
        int baseModifier = modifier;
        for (Type type = types.get(base); type != null && type.kind() == 'd'; type = types.get(base)) {
            if (baseModifier == NO_MODIFIER) {
                baseModifier = type.baseModifier();
            }
            base = type.base();
        }
        Type type = types.get(base);
        TypeKind kind = type == null ? TypeKind.OTHER : kind(type);
        int m = baseModifier;
        return switch (kind) {
            case TEXT, CHAR -> new ColumnType(
                    sqlName, kind, m >= VARIABLE_HEADER ? m - VARIABLE_HEADER : null, null, null, List.of());
            case DECIMAL -> m < VARIABLE_HEADER
                    ? ColumnType.of(sqlName, kind)
                    : new ColumnType(sqlName, kind, null, precision(m), scale(m), List.of());
            case TIME, TIMESTAMP, TIMESTAMPTZ -> new ColumnType(sqlName, kind, null, m >= 0 ? m : null, null, List.of());
            case ENUM -> new ColumnType(sqlName, kind, null, null, null, labels.getOrDefault(base, List.of()));
            default -> ColumnType.of(sqlName, kind);
        };
    }

    private static int precision(int modifier) {
        return (modifier - VARIABLE_HEADER) >> 16 & 0xFFFF;
    }

    /** Eleven bits with a sign; since PostgreSQL 15 a scale may be negative (numeric.c, numeric_typmod_scale). */
    private static int scale(int modifier) {
        return ((modifier - VARIABLE_HEADER & 0x7FF) ^ 1024) - 1024;
    }

    private static TypeKind kind(Type type) {
        if (type.kind() == 'e') {
            return TypeKind.ENUM;
        }
        if (type.category() == 'A') {
            return TypeKind.ARRAY;
        }
        if (!type.builtIn()) {
            return type.name().equals("citext") && type.category() == 'S' ? TypeKind.TEXT : TypeKind.OTHER;
        }
        return switch (type.name()) {
            case "int2" -> TypeKind.SMALLINT;
            case "int4" -> TypeKind.INTEGER;
            case "int8" -> TypeKind.BIGINT;
            case "float4" -> TypeKind.REAL;
            case "float8" -> TypeKind.DOUBLE;
            case "numeric" -> TypeKind.DECIMAL;
            case "bool" -> TypeKind.BOOLEAN;
            // An expression that is a bare literal is of type unknown only until the server resolves it to text.
            case "text", "varchar", "name", "unknown" -> TypeKind.TEXT;
            case "bpchar" -> TypeKind.CHAR;
            case "bytea" -> TypeKind.BYTES;
            case "date" -> TypeKind.DATE;
            case "time" -> TypeKind.TIME;
            case "timestamp" -> TypeKind.TIMESTAMP;
            case "timestamptz" -> TypeKind.TIMESTAMPTZ;
            case "uuid" -> TypeKind.UUID;
            case "json" -> TypeKind.JSON;
            case "jsonb" -> TypeKind.JSONB;
            default -> TypeKind.OTHER;
        };
    }

    /** Whether it is a domain that takes no NULL, itself or one below it. */
    boolean refusesNull(long oid) {
        return domains(oid).stream().anyMatch(d -> types.get(d).notNull());
    }

    /** The default of a domain, for columns that have none of their own. */
    @Nullable String defaultOf(long oid) {
        return domains(oid).stream()
                .map(d -> types.get(d).defaultExpression())
                .filter(e -> e != null)
                .findFirst()
                .orElse(null);
    }

    /** A domain's checks, told of a column instead of VALUE. */
    List<Check> checksOf(long oid, String column) {
        List<Check> checks = new ArrayList<>();
        for (long domain : domains(oid)) {
            for (Check check : domainChecks.getOrDefault(domain, List.of())) {
                checks.add(new Check(check.name(), DomainChecks.ofColumn(check.expression(), column)));
            }
        }
        return checks;
    }

    private List<Long> domains(long oid) {
        List<Long> domains = new ArrayList<>();
        long at = oid;
        for (Type type = types.get(at); type != null && type.kind() == 'd'; type = types.get(at)) {
            domains.add(at);
            at = type.base();
        }
        return domains;
    }
}
