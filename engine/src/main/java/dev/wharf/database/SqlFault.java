package dev.wharf.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What may be told to anybody of a text that a database refused, even to a model: its code, the place, and the names at
 * fault as far as the text itself holds them. The database's own words are in the cause, for people.
 */
public final class SqlFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A quoted name, or the word behind a colon with which SQLite names what is missing. */
    private static final Pattern NAME = Pattern.compile("\"([^\"]+)\"|: ([A-Za-z_][\\w.]*)$");

    private final String state;
    private final @Nullable Integer line;
    private final @Nullable Integer column;
    private final transient List<String> names;

    private SqlFault(
            String state, @Nullable Integer line, @Nullable Integer column, List<String> names, Throwable cause) {
        super(state, cause);
        this.state = state;
        this.line = line;
        this.column = column;
        this.names = List.copyOf(names);
    }

    /**
     * @param position of the character at fault in {@code sql}, from 1; outside of it where it is not known
     * @param reason the database's words, from which only names that {@code sql} holds are taken
     */
    static SqlFault at(String state, String sql, int position, String reason, Throwable cause) {
        List<String> names = new ArrayList<>();
        Matcher matcher = NAME.matcher(reason);
        while (matcher.find()) {
            String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            if (sql.contains(name)) {
                names.add(name);
            }
        }
        if (position < 1 || position > sql.length()) {
            return new SqlFault(state, null, null, names, cause);
        }
        String before = sql.substring(0, position - 1);
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        return new SqlFault(state, line, position - 1 - before.lastIndexOf('\n'), names, cause);
    }

    /** The fault behind a refusal, where a database named one. */
    public static Optional<SqlFault> of(Throwable refusal) {
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            if (cause instanceof SqlFault fault) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    /** The product's code: {@code SQLSTATE 42703}, {@code SQLITE_ERROR}. */
    public String state() {
        return state;
    }

    /** From 1. */
    public @Nullable Integer line() {
        return line;
    }

    /** From 1. */
    public @Nullable Integer column() {
        return column;
    }

    /** Names that both the text and the database's complaint hold. */
    public List<String> names() {
        return names;
    }
}
