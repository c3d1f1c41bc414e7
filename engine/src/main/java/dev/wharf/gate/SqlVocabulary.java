package dev.wharf.gate;

import dev.wharf.catalog.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a SELECT may call and name in one dialect, read from the reviewed files {@code sql-postgresql.txt} and
 * {@code sql-sqlite.txt} beside this class, which give the reason for each group.
 */
final class SqlVocabulary {

    /** Where a function may stand. */
    enum Role {
        SCALAR,
        AGGREGATE,
        WINDOW,
        TABLE
    }

    /**
     * A function that may be called.
     *
     * @param ordered its result depends on the order of rows, so it needs an ORDER BY of its own
     * @param bounded the argument (from 1) that must be a number literal up to {@link #BOUND}; 0 where none
     * @param format its first argument is a format, which must be a literal with small widths
     * @param clock it reads the clock when its time is 'now'
     * @param record it gives rows whose columns and types are written behind it
     */
    record Callable(
            String name, Role role, int least, int most, boolean ordered, int bounded, boolean format, boolean clock, boolean record) {

        /** Whether rules look at an argument by its place. */
        boolean isPlaced() {
            return bounded > 0 || format || clock;
        }
    }

    /** The largest length that a padding function may be asked for. */
    static final int BOUND = 10_000;

    private static final String CATALOG = "pg_catalog.";

    private static final SqlVocabulary POSTGRESQL = load("sql-postgresql.txt");
    private static final SqlVocabulary SQLITE = load("sql-sqlite.txt");

    private final Map<String, Callable> callables = new HashMap<>();
    private final Set<String> types = new HashSet<>();
    private final Set<String> reserved = new HashSet<>();
    private final Set<String> never = new HashSet<>();
    private final Set<String> neverBeginning = new HashSet<>();

    private SqlVocabulary() {}

    static SqlVocabulary of(Dialect dialect) {
        return switch (dialect) {
            case POSTGRESQL -> POSTGRESQL;
            case SQLITE -> SQLITE;
        };
    }

    /** @param name may say that it is pg_catalog's, which no function of a user can be */
    @Nullable Callable callable(String name) {
        return callables.get(unqualified(name));
    }

    /** Whether a name is a built-in function of the clock, of chance, of the session or of what is outside the tables. */
    boolean isNever(String name) {
        String plain = unqualified(name.replaceAll("[\"`\\[\\]\\s]", ""));
        return never.contains(plain) || neverBeginning.stream().anyMatch(plain::startsWith);
    }

    private String unqualified(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean qualified = this == POSTGRESQL && lower.startsWith(CATALOG);
        return qualified ? lower.substring(CATALOG.length()) : lower;
    }

    boolean isType(String name) {
        return types.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Whether a bare word cannot be a column, but calls something. */
    boolean isReserved(String word) {
        return reserved.contains(word.toLowerCase(Locale.ROOT));
    }

    List<String> names() {
        return callables.keySet().stream().sorted().toList();
    }

    private static SqlVocabulary load(String resource) {
        SqlVocabulary vocabulary = new SqlVocabulary();
        String section = "";
        for (String line : lines(resource)) {
            if (line.startsWith("[")) {
                section = line.substring(1, line.indexOf(']'));
            } else if (!line.startsWith("#") && !line.isBlank()) {
                vocabulary.add(section, line.trim());
            }
        }
        return vocabulary;
    }

    private static List<String> lines(String resource) {
        try (InputStream in = SqlVocabulary.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + resource + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String section, String line) {
        switch (section) {
            case "types" -> {
                for (String type : line.split(",")) {
                    types.add(type.trim());
                }
            }
            case "never" -> {
                for (String word : line.split("\\s+")) {
                    if (word.endsWith("*")) {
                        neverBeginning.add(word.substring(0, word.length() - 1));
                    } else {
                        never.add(word);
                    }
                }
            }
            case "reserved" -> reserved.addAll(List.of(line.split("\\s+")));
            case "scalar", "aggregate", "window", "table" -> {
                Role role = Role.valueOf(section.toUpperCase(Locale.ROOT));
                for (String word : line.split("\\s+")) {
                    Callable callable = callable(word, role);
                    if (callables.put(callable.name(), callable) != null) {
                        throw new IllegalStateException(callable.name() + " stands twice in the list of functions");
                    }
                }
            }
            default -> throw new IllegalStateException("the section [" + section + "] is unknown");
        }
    }

    /** Reads {@code name}, {@code name/2} or {@code name/1-3}, with marks such as {@code name/2-3!bounded2}. */
    private static Callable callable(String word, Role role) {
        List<String> parts = new ArrayList<>(List.of(word.split("!")));
        String[] head = parts.removeFirst().split("/");
        String[] arity = head.length == 1 ? new String[] {"0", "100"} : head[1].split("-");
        int bounded = 0;
        for (String mark : parts) {
            bounded = mark.startsWith("bounded") ? Integer.parseInt(mark.substring(7)) : bounded;
        }
        return new Callable(
                head[0],
                role,
                Integer.parseInt(arity[0]),
                Integer.parseInt(arity[arity.length - 1]),
                parts.contains("ordered") || role == Role.WINDOW,
                bounded,
                parts.contains("format"),
                parts.contains("clock"),
                parts.contains("record"));
    }
}
