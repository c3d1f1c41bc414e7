package dev.wharf.database.postgresql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a domain's check as one of a column. */
final class DomainChecks {

    /** Literals and quoted names as they are printed under standard_conforming_strings, then the word that is meant. */
    private static final Pattern TOKEN = Pattern.compile("'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\\bVALUE\\b");

    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_$]*");

    private DomainChecks() {}

    static String ofColumn(String expression, String column) {
        String name = PLAIN.matcher(column).matches() ? column : PostgresSql.name(column);
        return TOKEN.matcher(expression)
                .replaceAll(m -> Matcher.quoteReplacement(m.group().equals("VALUE") ? name : m.group()));
    }
}
