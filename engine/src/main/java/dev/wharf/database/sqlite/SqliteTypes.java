package dev.wharf.database.sqlite;

import dev.wharf.catalog.ColumnType;
import dev.wharf.catalog.TypeKind;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a declared type suggests. SQLite itself reads only its affinity out of the words, so other products' names are taken
 * for what they mean there. CHAR pads nothing here, so it is TEXT.
 */
final class SqliteTypes {

    private static final Pattern DECLARED = Pattern.compile("([^(]*)(?:\\(\\s*(\\d+)\\s*(?:,\\s*(\\d+)\\s*)?[^)]*\\))?(.*)");

    private SqliteTypes() {}

    static ColumnType of(String declared) {
        Matcher matcher = DECLARED.matcher(declared.strip());
        if (!matcher.matches()) {
            return ColumnType.of(declared, TypeKind.OTHER);
        }
        String name = (matcher.group(1) + " " + matcher.group(3 + 1)).strip().replaceAll("\\s+", " ").toUpperCase(Locale.ROOT);
        Integer first = number(matcher.group(2));
        Integer second = number(matcher.group(3));
        TypeKind kind = kind(name);
        return switch (kind) {
            case TEXT -> new ColumnType(declared, kind, first, null, null, List.of());
            case DECIMAL -> new ColumnType(
                    declared, kind, null, first, first == null ? null : second == null ? Integer.valueOf(0) : second, List.of());
            case TIME, TIMESTAMP, TIMESTAMPTZ -> new ColumnType(declared, kind, null, first, null, List.of());
            default -> ColumnType.of(declared, kind);
        };
    }

    private static @Nullable Integer number(@Nullable String digits) {
        return digits == null || digits.length() > 9 ? null : Integer.valueOf(digits);
    }

    private static TypeKind kind(String name) {
        return switch (name) {
            case "SMALLINT", "INT2", "TINYINT" -> TypeKind.SMALLINT;
            case "INT", "INTEGER", "INT4", "MEDIUMINT", "SERIAL" -> TypeKind.INTEGER;
            case "BIGINT", "INT8", "UNSIGNED BIG INT", "BIGINT UNSIGNED", "BIGSERIAL" -> TypeKind.BIGINT;
            case "BOOL", "BOOLEAN", "BIT" -> TypeKind.BOOLEAN;
            case "FLOAT4" -> TypeKind.REAL;
            case "REAL", "DOUBLE", "DOUBLE PRECISION", "FLOAT", "FLOAT8" -> TypeKind.DOUBLE;
            case "NUMERIC", "DECIMAL", "DEC", "NUMBER", "MONEY" -> TypeKind.DECIMAL;
            case "DATE" -> TypeKind.DATE;
            case "TIME", "TIME WITHOUT TIME ZONE" -> TypeKind.TIME;
            case "DATETIME", "DATETIME2", "SMALLDATETIME", "TIMESTAMP", "TIMESTAMP WITHOUT TIME ZONE" -> TypeKind.TIMESTAMP;
            case "TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE", "DATETIMEOFFSET" -> TypeKind.TIMESTAMPTZ;
            case "UUID", "GUID", "UNIQUEIDENTIFIER" -> TypeKind.UUID;
            case "JSON" -> TypeKind.JSON;
            case "JSONB" -> TypeKind.JSONB;
            case "BYTEA", "BINARY", "VARBINARY", "IMAGE" -> TypeKind.BYTES;
            case "STRING", "CITEXT" -> TypeKind.TEXT;
            case "" -> TypeKind.OTHER;
            default -> switch (Affinity.of(name)) {
                case INTEGER -> TypeKind.INTEGER;
                case TEXT -> TypeKind.TEXT;
                case BLOB -> TypeKind.BYTES;
                case REAL -> TypeKind.DOUBLE;
                case NUMERIC -> TypeKind.OTHER;
            };
        };
    }
}
