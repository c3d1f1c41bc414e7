package dev.wharf.author.template;

import dev.wharf.catalog.Check;
import dev.wharf.catalog.Column;
import dev.wharf.catalog.Column.Generated;
import dev.wharf.catalog.ColumnType;
import dev.wharf.catalog.Dialect;
import dev.wharf.catalog.ForeignKey;
import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TableKind;
import dev.wharf.catalog.TableName;
import dev.wharf.catalog.TypeKind;
import dev.wharf.catalog.UniqueKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the plain CREATE TABLE, CREATE TYPE … AS ENUM and ALTER TABLE … FOREIGN KEY statements of the tests' own scripts, so
 * that an author can be tried without a server.
 */
final class DdlSchemas {

    private static final String NAME = "[\\[\"]?([\\p{L}\\w]+)[\\]\"]?";
    private static final Pattern REFERENCES =
            Pattern.compile("REFERENCES\\s+" + NAME + "\\s*(?:\\(([^)]*)\\))?", Pattern.CASE_INSENSITIVE);
    private static final Pattern FOREIGN =
            Pattern.compile("FOREIGN\\s+KEY\\s*\\(([^)]*)\\)\\s*" + REFERENCES.pattern(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Dialect dialect;
    private final Map<String, List<String>> enums = new LinkedHashMap<>();
    private final Map<String, Builder> tables = new LinkedHashMap<>();

    private DdlSchemas(Dialect dialect) {
        this.dialect = dialect;
    }

    private static final class Builder {
        final List<Column> columns = new ArrayList<>();
        List<String> key = List.of();
        final List<UniqueKey> unique = new ArrayList<>();
        final List<ForeignKey> references = new ArrayList<>();
        final List<Check> checks = new ArrayList<>();
    }

    static Schema read(Dialect dialect, String script) {
        return read(dialect, Arrays.asList(script.replaceAll("(?s)/\\*.*?\\*/", "").split(";")));
    }

    static Schema read(Dialect dialect, List<String> statements) {
        DdlSchemas reader = new DdlSchemas(dialect);
        statements.forEach(s -> reader.statement(s.strip()));
        List<Table> tables = new ArrayList<>();
        reader.tables.forEach((name, b) -> tables.add(new Table(TableName.of(name), TableKind.CATALOG, 100, b.columns, b.key, b.unique,
                b.references.stream().map(r -> reader.complete(r)).toList(), b.checks, List.of(), null)));
        tables.sort(Comparator.comparing(Table::name));
        return new Schema(dialect, tables);
    }

    private ForeignKey complete(ForeignKey key) {
        return key.referenced().isEmpty()
                ? new ForeignKey(key.name(), key.columns(), key.table(), tables.get(key.table().name()).key, false)
                : key;
    }

    private void statement(String sql) {
        Matcher table = Pattern.compile("CREATE\\s+TABLE\\s+" + NAME + "\\s*\\((.*)\\)", Pattern.DOTALL | Pattern.CASE_INSENSITIVE).matcher(sql);
        Matcher type = Pattern.compile("CREATE\\s+TYPE\\s+(\\w+)\\s+AS\\s+ENUM\\s*\\((.*)\\)", Pattern.DOTALL).matcher(sql);
        Matcher alter = Pattern.compile("ALTER\\s+TABLE\\s+(\\w+)\\s+ADD\\s+CONSTRAINT\\s+(\\w+)\\s+(FOREIGN.*)", Pattern.DOTALL).matcher(sql);
        if (table.matches()) {
            Builder builder = new Builder();
            tables.put(table.group(1), builder);
            parts(table.group(2)).forEach(part -> part(builder, part));
        } else if (type.matches()) {
            enums.put(type.group(1), Arrays.stream(type.group(2).split(",")).map(l -> l.strip().replace("'", "")).toList());
        } else if (alter.matches()) {
            foreign(tables.get(alter.group(1)), alter.group(2), alter.group(3));
        }
    }

    private static List<String> parts(String body) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(body.substring(from, i).strip());
                from = i + 1;
            }
        }
        parts.add(body.substring(from).strip());
        return parts;
    }

    private void part(Builder table, String part) {
        String bare = part.replaceFirst("(?is)^CONSTRAINT\\s+" + NAME + "\\s+", "");
        if (bare.matches("(?is)PRIMARY\\s+KEY.*")) {
            table.key = names(bare.substring(bare.indexOf('(') + 1, bare.lastIndexOf(')')));
        } else if (bare.matches("(?is)UNIQUE\\s*\\(.*")) {
            table.unique.add(new UniqueKey("unique", names(bare.substring(bare.indexOf('(') + 1, bare.lastIndexOf(')')))));
        } else if (bare.matches("(?is)FOREIGN\\s+KEY.*")) {
            foreign(table, "fk_" + table.references.size(), bare);
        } else {
            column(table, part);
        }
    }

    private void foreign(Builder table, String name, String sql) {
        Matcher matcher = FOREIGN.matcher(sql);
        if (matcher.find()) {
            table.references.add(new ForeignKey(name, names(matcher.group(1)), TableName.of(matcher.group(2)), names(matcher.group(3)), false));
        }
    }

    private void column(Builder table, String part) {
        Matcher matcher = Pattern.compile(NAME + "\\s+([\\w]+(?:\\s*\\([^)]*\\))?)(.*)", Pattern.DOTALL).matcher(part);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(part);
        }
        String name = matcher.group(1);
        String rest = matcher.group(3).toUpperCase(Locale.ROOT);
        boolean key = rest.contains("PRIMARY KEY");
        if (key) {
            table.key = List.of(name);
        }
        if (rest.contains("UNIQUE")) {
            table.unique.add(new UniqueKey(name + "_key", List.of(name)));
        }
        Matcher references = REFERENCES.matcher(matcher.group(3));
        if (references.find()) {
            table.references.add(new ForeignKey(name + "_fkey", List.of(name), TableName.of(references.group(1)), names(references.group(2)), false));
        }
        Matcher check = Pattern.compile("CHECK\\s*\\((.*)\\)", Pattern.DOTALL | Pattern.CASE_INSENSITIVE).matcher(matcher.group(3));
        if (check.find()) {
            table.checks.add(new Check("check", check.group(1)));
        }
        boolean rowid = dialect == Dialect.SQLITE && key && matcher.group(2).equalsIgnoreCase("INTEGER");
        table.columns.add(new Column(name, type(matcher.group(2)), !rest.contains("NOT NULL") && !key,
                rest.contains("DEFAULT") ? "something" : null, rowid ? Generated.BY_DEFAULT : Generated.NO, null));
    }

    private ColumnType type(String sql) {
        String word = sql.replaceAll("\\s*\\(.*", "").toUpperCase(Locale.ROOT);
        Matcher size = Pattern.compile("\\((\\d+)").matcher(sql);
        Integer length = size.find() ? Integer.valueOf(size.group(1)) : null;
        if (enums.containsKey(sql)) {
            return new ColumnType(sql, TypeKind.ENUM, null, null, null, enums.get(sql));
        }
        TypeKind kind = switch (word) {
            case "INT", "INTEGER" -> TypeKind.INTEGER;
            case "BIGINT" -> TypeKind.BIGINT;
            case "VARCHAR", "NVARCHAR", "TEXT" -> TypeKind.TEXT;
            case "NUMERIC", "DECIMAL" -> TypeKind.DECIMAL;
            case "BOOLEAN" -> TypeKind.BOOLEAN;
            case "DATE" -> TypeKind.DATE;
            case "DATETIME", "TIMESTAMP" -> TypeKind.TIMESTAMP;
            case "TIMESTAMPTZ" -> TypeKind.TIMESTAMPTZ;
            case "UUID" -> TypeKind.UUID;
            case "JSON" -> TypeKind.JSON;
            case "JSONB" -> TypeKind.JSONB;
            default -> throw new IllegalArgumentException(sql);
        };
        return new ColumnType(sql, kind, kind == TypeKind.TEXT ? length : null, null, null, List.of());
    }

    private static List<String> names(String list) {
        return list == null || list.isBlank()
                ? List.of()
                : Arrays.stream(list.split(",")).map(n -> n.strip().replaceAll("[\\[\\]\"]", "")).toList();
    }
}
