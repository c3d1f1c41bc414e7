package dev.wharf.author.recall;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * An approved plan as an example. Texts and numbers that may be values of rows are replaced by placeholders, unless they may be
 * shown; decisions are left out.
 *
 * @param score how like it is, from 0 on; comparable within one search alone
 * @param files the SQL and Java files by name
 */
public record Example(String plan, double score, String request, String yaml, Map<String, String> files) {

    public Example {
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }
}
