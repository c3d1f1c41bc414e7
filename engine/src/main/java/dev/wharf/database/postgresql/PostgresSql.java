package dev.wharf.database.postgresql;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.ColumnType;
import dev.wharf.catalog.TableName;
import dev.wharf.catalog.TypeKind;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes names and literals into SQL. COPY takes no parameters, so what it filters by stands in its text. */
final class PostgresSql {

    private PostgresSql() {}

    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String name(TableName table) {
        String schema = table.schema();
        return name(schema == null ? "public" : schema) + "." + name(table.name());
    }

    /** Under standard_conforming_strings, which every session pins. */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /**
     * A type to cast a text to that is compared or assigned: without its length and digits, for a cast to varchar(20) cuts off,
     * one to numeric(10,2) rounds, and both without a word.
     */
    static String unbounded(ColumnType type) {
        if (type.kind() == TypeKind.CHAR) {
            return "bpchar";
        }
        return type.sqlName().startsWith("bit(")
                ? "bit varying"
                : type.sqlName().replaceAll("\\(\\d+(,-?\\d+)?\\)", "");
    }

    static <T> String list(Collection<T> parts, Function<T, String> each) {
        return parts.stream().map(each).collect(Collectors.joining(", "));
    }

    static String columns(List<Column> columns) {
        return list(columns, c -> name(c.name()));
    }

    /** An array of texts as the server reads it. */
    static String array(Collection<? extends @Nullable String> texts) {
        StringBuilder array = new StringBuilder("{");
        for (String text : texts) {
            array.append(array.length() == 1 ? "" : ",");
            if (text == null) {
                array.append("NULL");
                continue;
            }
            array.append('"');
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '"' || c == '\\') {
                    array.append('\\');
                }
                array.append(c);
            }
            array.append('"');
        }
        return array.append('}').toString();
    }

    /** Column {@code index} of lists of keys. */
    static List<String> part(List<? extends List<String>> keys, int index) {
        return keys.stream().map(key -> key.get(index)).toList();
    }
}
