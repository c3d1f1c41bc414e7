package dev.wharf.author.template;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.Table;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the template author knows of values and labels, for authors that write their plans otherwise. */
public final class ValueMeanings {

    private final Labels labels;

    public ValueMeanings(List<String> labels) {
        this.labels = new Labels(labels);
    }

    /** The labels of an enum, or those that a check constraint lists; empty where the column takes anything of its type. */
    public static List<String> labels(Table table, Column column) {
        return Labels.of(table, column);
    }

    /** The one label that a value means; empty where none or more than one could be meant. */
    public Optional<String> meantBy(String value) {
        return labels.meantBy(value);
    }

    /** Every label that a value could mean. */
    public List<String> fitting(String value) {
        return labels.fitting(value);
    }

    /** A text as part of a decision's id. */
    public static String slug(String text) {
        return Words.slug(text);
    }

    /** A column's name as part of a decision's id. */
    public static String slugOfName(String name) {
        return Words.slugOfName(name);
    }

    /** The words of a name in their singular, short forms written out. */
    public static List<String> words(String name) {
        return Words.full(Words.singular(name));
    }

    /** A Java literal; null where the text has invisible characters, which a class may not hold. */
    public static @Nullable String literal(String text) {
        return JavaText.literalOrNull(text);
    }
}
