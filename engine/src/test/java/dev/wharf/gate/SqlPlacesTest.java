package dev.wharf.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.catalog.Dialect;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the guard says that something stands, and what it lets through at just its limits. */
class SqlPlacesTest {

    /** {@code |} stands for a line end, and for the place where the finding is to be where {@code ^} does. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            'SELECT id FROM x WHERE a = ^?'                               ; parameter
            'SELECT id|FROM x|WHERE a = ^?'                               ; parameter
            'SELECT id -- one|FROM x WHERE a = ^?'                        ; parameter
            'SELECT id /* one| two */ FROM x WHERE a = ^?'                ; parameter
            'SELECT id /* one| two|*/ FROM x WHERE a = ^?'                ; parameter
            'SELECT ''one|two'', ^? FROM x'                               ; parameter
            'SELECT ''one|two|'', ''|three'', ^? FROM x'                  ; parameter
            'SELECT "one|two", ^? FROM x'                                 ; parameter
            'SELECT ''größe'', ^? FROM x'                                 ; parameter
            'SELECT id FROM x WHERE a = ''a^\\b'''                        ; backslash
            'SELECT id FROM x WHERE a = ^''a'                             ; unterminated
            'SELECT id, E^''a'' FROM x'                                   ; literal-prefix
            'SELECT id, 1^''a'' FROM x'                                   ; literal-prefix
            'SELECT U&^''a'' FROM x'                                      ; literal-prefix
            'SELECT ''a'' ^''b'' FROM x'                                  ; adjacent-literals
            'SELECT ^"" FROM x'                                           ; name
            'SELECT ^12ab FROM x'                                         ; number
            'SELECT ^1.2.3 FROM x'                                        ; number
            'SELECT ^1e FROM x'                                           ; number
            'SELECT a ^=! b FROM x'                                       ; operator
            'SELECT a ^@@ b FROM x'                                       ; operator
            'SELECT a ^~- b FROM x'                                       ; operator
            'SELECT a ^|/- b FROM x'                                      ; operator
            'SELECT a FROM x^; SELECT b'                                  ; semicolon
            'SELECT ^`a` FROM x'                                          ; quote
            'SELECT ^{a} FROM x'                                          ; character
            'SELECT (a FROM ^x'                                           ; brackets
            'SELECT a)^ FROM x'                                           ; brackets-before
            'SELECT id ^/* a /* b */ FROM x'                              ; comment
            'SELECT id ^/*+ a */ FROM x'                                  ; comment
            'SELECT id ^/* a'                                             ; comment
            '^DELETE FROM x'                                              ; not-a-select
            'SELECT id, ^pg_sleep(1) FROM x'                              ; function
            'SELECT id,| ^pg_sleep(1) FROM x'                             ; function
            'SELECT id FROM x WHERE ^now() > b'                           ; function
            'SELECT id, ^current_user FROM x'                             ; function
            'SELECT id FROM ^pg_class'                                    ; table
            'SELECT id FROM pg_catalog.^pg_class'                         ; table
            'SELECT id FROM x ^LIMIT 5'                                   ; limit
            'SELECT id FROM x|^OFFSET 5'                                  ; limit
            'SELECT id FROM x ^ORDER BY id'                               ; order-by
            'SELECT ^lpad(a, 10001) FROM x'                               ; size
            'SELECT a::^regclass FROM x'                                  ; type
            'SELECT id FROM x ^FOR UPDATE'                                ; locking
            """)
    void saysWhereItStands(String marked, String rule) {
        String text = marked.replace("\\\\", "\\").replace("|/", "\u0001").replace('|', '\n').replace("\u0001", "|/");
        int at = text.indexOf('^');
        String sql = text.substring(0, at) + text.substring(at + 1);
        int place = rule.endsWith("-before") ? at - 1 : at;
        int line = 1 + (int) sql.substring(0, place).chars().filter(c -> c == '\n').count();
        int column = place - sql.lastIndexOf('\n', place - 1);
        Finding finding = SqlGuard.check(Dialect.POSTGRESQL, "s", "a.sql", sql, Set.of()).stream()
                .filter(f -> f.rule().equals(rule.replace("-before", "")))
                .findFirst()
                .orElseThrow(() -> new AssertionError(SqlGuard.check(Dialect.POSTGRESQL, "s", "a.sql", sql, Set.of()).toString()));
        assertEquals(line + ":" + column, finding.line() + ":" + finding.column(), sql);
    }

    @Test
    void placesOfAConditionAreThoseOfTheCondition() {
        Finding finding = SqlGuard.checkCondition(Dialect.POSTGRESQL, null, null, "a = 1\n AND pg_sleep(1) > 2", Set.of()).getFirst();
        assertEquals("2:6", finding.line() + ":" + finding.column());
    }

    @Test
    void aTextAsLongAsItMayBePasses() {
        String fits = "SELECT id FROM x WHERE a = '" + "y".repeat(SqlLexer.MAX_BYTES - 29) + "'";
        assertEquals(SqlLexer.MAX_BYTES, fits.length());
        assertEquals(List.of(), rules(fits));
        assertEquals(List.of("size"), rules(fits + " "));
        assertEquals(List.of("size"), rules("SELECT '" + "é".repeat(SqlLexer.MAX_BYTES / 2) + "' FROM x"));
    }

    @Test
    void bracketsAsDeepAsTheyMayBePass() {
        assertEquals(List.of(), rules("SELECT " + "(".repeat(12) + "id" + ")".repeat(12) + " FROM x"));
        assertTrue(rules("SELECT " + "(".repeat(SqlLexer.MAX_NESTING + 1) + "id" + ")".repeat(SqlLexer.MAX_NESTING + 1) + " FROM x")
                .contains("nesting"));
        assertTrue(!rules("SELECT abs(" + "id), abs(".repeat(SqlLexer.MAX_NESTING) + "id) FROM x").contains("nesting"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "SELECT lpad(a, 10000) FROM x", "SELECT lpad(a, 1) FROM x", "SELECT rpad(a, 9999, 'x') FROM x", "SELECT format('%999s', a) FROM x",
        "SELECT id /**/ FROM x", "SELECT/**/id FROM x", "SELECT id --\nFROM x", "SELECT id FROM x /* end */", "SELECT id -- a\n-- b\nFROM x",
        "SELECT a=-1 AS b FROM x", "SELECT a*-1 AS b FROM x", "SELECT a<-1 AS b FROM x", "SELECT 1.5, 2.5e3 AS e, 1e-3 AS f, 1E3 AS g, 2E+1 AS h FROM x", "SELECT a=+1 AS b FROM x",
        "SELECT id FROM x WHERE a = 'it''s'", "SELECT \"a\"\"b\" FROM x", "SELECT 'a', 'b' FROM x", "SELECT id\r\nFROM x",
        "SELECT id FROM x WHERE a <> 'b' AND b != 'c'", "select ID from X", "WITH a AS (SELECT 1 AS n) SELECT n FROM a",
        "SELECT id FROM x WHERE (a, b) IN (SELECT c, d FROM y)", "SELECT tags[1] FROM x", "SELECT a::text FROM x", "SELECT .5 AS half FROM x"
    })
    void passes(String sql) {
        assertEquals(List.of(), SqlGuard.check(Dialect.POSTGRESQL, null, null, sql, Set.of()), sql);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            'SELECT lpad(a, 4294967297) FROM x'                  ; size
            'SELECT lpad(a, 99999999999999999999) FROM x'        ; size
            'SELECT lpad(a, b) FROM x'                           ; size
            'SELECT format(a, b) FROM x'                         ; size
            'SELECT format(''%1000s'', a) FROM x'                ; size
            'SELECT format(''%*s'', a) FROM x'                   ; size
            'SELECT lower(a, b) FROM x'                          ; function
            'SELECT lower() FROM x'                              ; function
            'SELECT row_number() FROM x'                         ; function
            'SELECT id FROM lower(a) l'                          ; function
            'SELECT DISTINCT ON (a) a, b FROM x'                 ; not-deterministic
            'SELECT id FROM (SELECT id FROM x LIMIT 3) s'        ; not-deterministic
            'SELECT id FROM (SELECT id FROM x ORDER BY id LIMIT a) s' ; limit
            'SELECT id FROM a.b.c'                               ; table
            'SELECT id FROM Wharf.migration_runs'                ; table
            'SELECT id FROM "pg_class"'                          ; table
            '-- nothing'                                         ; comment
            '/* nothing */'                                      ; empty
            'SELECT 1 FROM x)'                                   ; brackets
            """)
    void refuses(String sql, String rule) {
        assertTrue(rules(sql).contains(rule), () -> sql + " gave " + rules(sql));
    }

    @Test
    void aPlansOwnFunctionsPassInAnyCase() {
        assertEquals(List.of(), SqlGuard.check(Dialect.POSTGRESQL, null, null, "SELECT Our_Function(id) FROM x", Set.of("OUR_function")));
    }

    @ParameterizedTest
    @CsvSource({
        "SQLITE, random()", "SQLITE, 'date(''now'')'", "SQLITE, sqlite_version()",
        "POSTGRESQL, now()", "POSTGRESQL, pg_catalog.now()", "POSTGRESQL, txid_current()", "POSTGRESQL, pg_backend_pid()",
        "POSTGRESQL, inet_client_addr()", "POSTGRESQL, age(born)", "POSTGRESQL, CURRENT_TIMESTAMP"
    })
    void noPlanCanAllowTheClockChanceOrTheSession(Dialect dialect, String call) {
        Set<String> listed = Set.of(
                "random", "date", "sqlite_version", "now", "pg_catalog.now", "txid_current", "pg_backend_pid", "inet_client_addr",
                "age", "current_timestamp");

        assertEquals(1, SqlGuard.check(dialect, null, null, "SELECT id, " + call + " AS x FROM people", listed).size());
    }

    private static List<String> rules(String sql) {
        return SqlGuard.check(Dialect.POSTGRESQL, null, null, sql, Set.of()).stream().map(Finding::rule).distinct().toList();
    }
}
