package dev.wharf.gate;

import dev.wharf.catalog.Dialect;
import dev.wharf.gate.Report.Place;
import dev.wharf.gate.SqlToken.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Cuts SQL into tokens of the kind that every reader of SQL cuts alike, and refuses what PostgreSQL, SQLite and
 * JSqlParser read differently: escapes, prefixed and dollar-quoted literals, other quotes, nested comments, runs of
 * operator characters. (PostgreSQL, chapter 4.1 "Lexical Structure"; SQLite, "SQL As Understood", tokenize.c.)
 */
final class SqlLexer {

    static final int MAX_BYTES = 64 * 1024;
    static final int MAX_NESTING = 30;
    private static final int MAX_NAME = 63;

    private static final String OPERATOR_CHARACTERS = "+-*/<>=~!@#%^&|?";
    private static final Set<String> COMMON =
            Set.of("+", "-", "*", "/", "%", "<", ">", "=", "<=", ">=", "<>", "!=", "||", "->", "->>");
    private static final Set<String> POSTGRESQL =
            Set.of("^", "#>", "#>>", "@>", "<@", "&&", "~", "~*", "!~", "!~*", "&", "|", "<<", ">>", "=>");
    private static final Set<String> SQLITE = Set.of("&", "|", "<<", ">>", "~", "==");

    private final Dialect dialect;
    private final String sql;
    private final Report report;
    private final List<SqlToken> tokens = new ArrayList<>();
    private final StringBuilder plain;
    private int at;
    private int line = 1;
    private int lineStart;
    private int depth;
    private boolean endsInComment;

    SqlLexer(Dialect dialect, String sql, Report report) {
        this.dialect = dialect;
        this.sql = sql;
        this.report = report;
        this.plain = new StringBuilder(sql);
    }

    /** The tokens; complete only where the report stayed empty. */
    List<SqlToken> tokens() {
        while (at < sql.length() && report.isEmpty()) {
            token();
        }
        if (report.isEmpty() && endsInComment) {
            refuse(
                    at,
                    "comment",
                    "The text ends in a line comment, which would hide what the engine writes after it",
                    "Move the comment above the SELECT");
        }
        return tokens;
    }

    /** The text with its comments blanked, with the same lines and columns. */
    String withoutComments() {
        return plain.toString();
    }

    private void token() {
        char c = sql.charAt(at);
        if (c == '\n') {
            at++;
            line++;
            lineStart = at;
        } else if (c == ' ' || c == '\t' || c == '\r') {
            at++;
        } else if (sql.startsWith("--", at)) {
            lineComment();
        } else if (sql.startsWith("/*", at)) {
            blockComment();
        } else {
            endsInComment = false;
            if (c == '\'') {
                quoted(Kind.STRING, '\'');
            } else if (c == '"') {
                quoted(Kind.QUOTED, '"');
            } else if (letter(c)) {
                word();
            } else if (digit(c) || (c == '.' && at + 1 < sql.length() && digit(sql.charAt(at + 1)))) {
                number();
            } else {
                symbol(c);
            }
        }
    }

    private void lineComment() {
        int end = sql.indexOf('\n', at);
        blank(end < 0 ? sql.length() : end);
        endsInComment = true;
    }

    private void blockComment() {
        int end = sql.indexOf("*/", at + 2);
        String body = end < 0 ? "" : sql.substring(at + 2, end);
        if (end < 0) {
            refuse(at, "comment", "A comment that begins here does not end", "Close it with */");
        } else if (body.contains("/*")) {
            refuse(at, "comment", "A comment holds another one, which databases read differently", "Don't nest comments");
        } else if (body.startsWith("+") || body.startsWith("!")) {
            refuse(at, "comment", "A comment that begins with /*%s may be an instruction".formatted(body.charAt(0)), "Remove it");
        } else {
            blank(end + 2);
        }
    }

    private void blank(int end) {
        for (; at < end; at++) {
            if (sql.charAt(at) == '\n') {
                line++;
                lineStart = at + 1;
            } else {
                plain.setCharAt(at, ' ');
            }
        }
    }

    private void quoted(Kind kind, char quote) {
        int start = at;
        Place place = place(start);
        if (start > 0 && (letter(sql.charAt(start - 1)) || digit(sql.charAt(start - 1)) || sql.charAt(start - 1) == '&')) {
            refuse(
                    start,
                    "literal-prefix",
                    "A quote follows a letter at once; literals such as E'…', X'…' and U&'…' are read differently",
                    "Write a plain '…' literal, or a space before the quote");
            return;
        }
        int i = start + 1;
        for (; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c == '\\') {
                refuse(
                        i,
                        "backslash",
                        "A backslash stands within quotes, which databases and settings read differently",
                        dialect == Dialect.POSTGRESQL
                                ? "Write chr(92); in patterns [0-9] for \\d; after LIKE use ESCAPE '!'"
                                : "Write char(92); after LIKE use ESCAPE '!'");
                return;
            }
            if (c == quote) {
                if (i + 1 < sql.length() && sql.charAt(i + 1) == quote) {
                    i++;
                } else {
                    break;
                }
            }
        }
        if (i >= sql.length()) {
            refuse(start, "unterminated", "A quote that begins here does not end", "Close it; a quote within is doubled");
            return;
        }
        add(kind, sql.substring(start, i + 1), place, i + 1);
        checkQuoted(kind, place);
    }

    private void checkQuoted(Kind kind, Place place) {
        SqlToken token = tokens.getLast();
        if (kind == Kind.QUOTED && token.text().length() == 2) {
            report.add(place, "name", "An empty name stands here", "Name the column or table");
        }
        if (kind == Kind.STRING && tokens.size() > 1 && tokens.get(tokens.size() - 2).kind() == Kind.STRING) {
            report.add(
                    place,
                    "adjacent-literals",
                    "Two literals stand side by side, which PostgreSQL joins and others do not",
                    "Join them with ||");
        }
        for (int i = 0; i < token.text().length(); i++) {
            if (token.text().charAt(i) == '\n') {
                line++;
                lineStart = at - (token.text().length() - i - 1);
            }
        }
    }

    private void word() {
        int end = at;
        while (end < sql.length() && (letter(sql.charAt(end)) || digit(sql.charAt(end)))) {
            end++;
        }
        String word = sql.substring(at, end);
        add(Kind.WORD, word, place(at), end);
    }

    private void number() {
        int end = digits(at);
        if (end < sql.length() && sql.charAt(end) == '.') {
            end = digits(end + 1);
        }
        if (end < sql.length() && (sql.charAt(end) == 'e' || sql.charAt(end) == 'E')) {
            int exponent = end + 1;
            if (exponent < sql.length() && (sql.charAt(exponent) == '+' || sql.charAt(exponent) == '-')) {
                exponent++;
            }
            int last = digits(exponent);
            end = last > exponent ? last : end;
        }
        if (end < sql.length() && (letter(sql.charAt(end)) || sql.charAt(end) == '.')) {
            refuse(at, "number", "'%s' is not a plain number".formatted(sql.substring(at, end + 1)), "Write decimal digits only");
            return;
        }
        add(Kind.NUMBER, sql.substring(at, end), place(at), end);
    }

    private int digits(int from) {
        int end = from;
        while (end < sql.length() && digit(sql.charAt(end))) {
            end++;
        }
        return end;
    }

    private void symbol(char c) {
        if (c == '(' || c == ')' || (dialect == Dialect.POSTGRESQL && (c == '[' || c == ']'))) {
            depth += c == '(' || c == '[' ? 1 : -1;
            if (depth > MAX_NESTING) {
                refuse(at, "nesting", "Brackets are nested more than %d deep".formatted(MAX_NESTING), "Name parts in WITH");
                return;
            }
            add(Kind.SYMBOL, String.valueOf(c), place(at), at + 1);
        } else if (c == ',' || c == '.') {
            add(Kind.SYMBOL, String.valueOf(c), place(at), at + 1);
        } else if (dialect == Dialect.POSTGRESQL && sql.startsWith("::", at)) {
            add(Kind.SYMBOL, "::", place(at), at + 2);
        } else if (c == ':' && betweenNumbers()) {
            add(Kind.SYMBOL, ":", place(at), at + 1);
        } else if (OPERATOR_CHARACTERS.indexOf(c) >= 0) {
            operator();
        } else {
            refuseCharacter(c);
        }
    }

    /** The colon of an array's slice, [2:3]; with a name behind it, it could be a placeholder. */
    private boolean betweenNumbers() {
        int count = tokens.size();
        return dialect == Dialect.POSTGRESQL
                && count > 1
                && tokens.get(count - 1).kind() == Kind.NUMBER
                && tokens.get(count - 2).is("[")
                && at + 1 < sql.length()
                && digit(sql.charAt(at + 1));
    }

    /** A run of operator characters is one operator, but for a sign that ends it (PostgreSQL, 4.1.3). */
    private void operator() {
        int end = at;
        while (end < sql.length()
                && OPERATOR_CHARACTERS.indexOf(sql.charAt(end)) >= 0
                && !sql.startsWith("--", end)
                && !sql.startsWith("/*", end)) {
            end++;
        }
        String run = sql.substring(at, end);
        if (known(run)) {
            add(Kind.SYMBOL, run, place(at), end);
            return;
        }
        String signless = run.substring(0, run.length() - 1);
        if ((run.endsWith("-") || run.endsWith("+")) && signless.matches("[-+*/<>=]+") && known(signless)) {
            add(Kind.SYMBOL, signless, place(at), end - 1);
            return;
        }
        if (run.contains("?")) {
            refuse(
                    at,
                    "parameter",
                    "'%s' may be a placeholder, and an extract has none".formatted(run),
                    "Write the value itself; for jsonb's ?, ?| and ?& write jsonb_exists, jsonb_exists_any, jsonb_exists_all");
        } else {
            refuse(
                    at,
                    "operator",
                    "'%s' is no operator that the guard knows for this database".formatted(Report.shown(run)),
                    "Use a plain operator, with spaces around it");
        }
    }

    private boolean known(String operator) {
        return COMMON.contains(operator)
                || (dialect == Dialect.POSTGRESQL ? POSTGRESQL : SQLITE).contains(operator);
    }

    private void refuseCharacter(char c) {
        switch (c) {
            case ';' ->
                refuse(at, "semicolon", "A semicolon stands here; an extract is exactly one SELECT", "Remove it and what follows");
            case '$', ':' ->
                refuse(
                        at,
                        "parameter",
                        "'%c' begins a placeholder or a dollar-quoted literal".formatted(c),
                        "Write the value itself, text as '…'");
            case '`', '[', ']' ->
                refuse(at, "quote", "'%c' is a quote that only some databases know".formatted(c), "Quote names as \"name\"");
            default -> refuse(
                    at,
                    "character",
                    "'%s' has no place outside of quotes"
                            .formatted(Report.shown(Character.toString(sql.codePointAt(at)))),
                    "Quote names that need it as \"name\", text as '…'");
        }
    }

    private void add(Kind kind, String text, Place place, int end) {
        tokens.add(new SqlToken(kind, text, place, at));
        at = end;
        boolean name = kind == Kind.WORD || kind == Kind.QUOTED;
        if (name && dialect == Dialect.POSTGRESQL && text.getBytes(StandardCharsets.UTF_8).length > MAX_NAME + (kind == Kind.QUOTED ? 2 : 0)) {
            report.add(
                    place,
                    "name",
                    "'%s' has more than %d bytes, and PostgreSQL cuts names there, so that two could be one".formatted(Report.shown(text), MAX_NAME),
                    "Write a shorter name");
        }
    }

    private void refuse(int index, String rule, String message, String next) {
        report.add(place(index), rule, message, next);
    }

    private Place place(int index) {
        return new Place(line, sql.codePointCount(Math.min(lineStart, index), index) + 1);
    }

    private static boolean letter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
