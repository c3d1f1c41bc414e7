package dev.wharf.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the rules of Java text say that something stands, and what they let through at just their limits. */
class TextPlacesTest {

    /** {@code |} stands for a line end, {@code «XXXX»} for a character, and {@code ^} stands before the place. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            int ^é                          ; non-ascii
            |int a, ^é                      ; non-ascii
            "«1F600»" ^é                    ; non-ascii
            /* a| b */ ^é                   ; non-ascii
            ^«0001»                         ; control-character
            a|| b^«007F»                    ; control-character
            "«1F600»^«0001»"                ; control-character
            a|"b^«202E»"                    ; invisible-character
            a«000D»^b                       ; control-character
            ^\\u0041                        ; unicode-escape
            a| b ^\\u0041                   ; unicode-escape
            "«1F600» ^\\u0041"              ; unicode-escape
            "^\\u0020"                      ; unicode-escape
            "^\\u007e"                      ; unicode-escape
            "^\\u000a"                      ; unicode-escape
            "^\\u000d"                      ; unicode-escape
            "^\\u00a                        ; unicode-escape
            a| ^"b                          ; unterminated
            a "b" ^'c                       ; unterminated
            a|^/* b|c                       ; unterminated
            ^\"""a                          ; unterminated
            a ^"b\\                         ; unterminated
            """)
    void saysWhereItStands(String marked, String rule) {
        String text = Pattern.compile("«([0-9A-F]+)»")
                .matcher(marked.replace('|', '\n'))
                .replaceAll(m -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(m.group(1), 16))));
        int at = text.indexOf('^');
        String before = text.substring(0, at);
        String line = before.substring(before.lastIndexOf('\n') + 1);
        String place = (1 + before.chars().filter(c -> c == '\n').count()) + ":" + (1 + line.codePointCount(0, line.length()));
        Finding finding = TextRules.check("s", "A.java", before + text.substring(at + 1)).stream()
                .filter(f -> f.rule().equals(rule))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + rule + " in " + marked));
        assertEquals(place, finding.line() + ":" + finding.column());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\u00a0\"", "'\\u007f'", "\"\\u001f\"", "\"\\u0000\"", "\"\\\\u0041\"", "\"\"\"\n\\u00e9\n\"\"\"", "a\r\nb", "a\tb"})
    void passes(String text) {
        assertEquals(List.of(), rules(text));
    }

    @Test
    void anEscapeAtTheVeryEndIsReadWhole() {
        assertEquals(List.of("unterminated"), rules("'\\u00a0"));
    }

    @Test
    void nothingIsNoClass() {
        assertEquals(List.of("empty"), rules(" \n"));
    }

    @Test
    void aTextAsLongAsItMayBePasses() {
        String fits = "/*" + "x".repeat(TextRules.MAX_BYTES - 4) + "*/";
        assertEquals(List.of(), rules(fits));
        assertEquals(List.of("size"), rules(fits + " "));
        assertEquals(List.of("size"), rules("/*" + "é".repeat(TextRules.MAX_BYTES / 2) + "*/"));
    }

    @Test
    void bracketsAsDeepAsTheyMayBePass() {
        String fits = "([{".repeat(16) + "((";
        assertEquals(List.of(), rules(fits));
        assertEquals(List.of(), rules(fits + ")]}" + "([{"));
        Finding finding = TextRules.check("s", "A.java", fits + "\n (").getFirst();
        assertEquals("nesting 2:2", finding.rule() + " " + finding.line() + ":" + finding.column());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "``; `a `; 4000", "``; `a+`; 2000", "``; `\"x\" `; 4000", "``; `'x' `; 4000", "``; `ab/**/cd `; 2000", "``; `+ `; 4000",
        "`a;`; `b `; 3999", "`a{`; `b `; 3999", "`a}`; `b `; 3999", "`/* a */ // b\n`; `c `; 4000"
    })
    void aStatementAsLongAsItMayBePasses(String before, String piece, int times) {
        String fits = before + piece.repeat(times);
        assertEquals(List.of(), rules(fits));
        assertEquals(List.of("size"), rules(fits + " a"));
    }

    @Test
    void commentsAreNoPartOfAStatementsLength() {
        assertEquals(List.of(), rules("/**/ ".repeat(6_000)));
        assertEquals(List.of(), rules("//\n".repeat(6_000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ">>>", "A<B>", "A<B<C>>"})
    void typesAsDeepAsTheyMayBePass(String before) {
        String fits = before + "A<".repeat(TextRules.MAX_TYPE_NESTING);
        assertEquals(List.of(), rules(fits));
        assertEquals(List.of(), rules(fits + "><"));
        assertEquals(List.of("nesting"), rules(fits + "<"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", ")", "=", "+", "-", "*", "/ ", ";", "{", "}"})
    void noTypeGoesOnOverASign(String sign) {
        assertEquals(List.of(), rules("A<".repeat(15) + sign + "A<".repeat(15)));
    }

    private static List<String> rules(String text) {
        return TextRules.check("s", "A.java", text).stream().map(Finding::rule).distinct().toList();
    }
}
