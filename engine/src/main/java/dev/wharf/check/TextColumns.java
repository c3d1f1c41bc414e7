package dev.wharf.check;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TypeKind;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The names of a schema's columns that are texts in every table that has one of the name. */
final class TextColumns {

    private TextColumns() {}

    /** @return the names in lower case; spelled in several ways, a name is one */
    static Set<String> of(Schema schema) {
        Set<String> texts = new HashSet<>();
        Set<String> others = new HashSet<>();
        for (Table table : schema.tables()) {
            for (Column column : table.columns()) {
                boolean text = column.type().kind() == TypeKind.TEXT || column.type().kind() == TypeKind.CHAR;
                (text ? texts : others).add(column.name().toLowerCase(Locale.ROOT));
            }
        }
        texts.removeAll(others);
        return Set.copyOf(texts);
    }
}
