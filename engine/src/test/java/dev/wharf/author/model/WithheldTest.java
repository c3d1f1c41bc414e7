package dev.wharf.author.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WithheldTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "a = '7391'", "a = 'it''s 7391'", "a = E'x\\'7391'", "a = e'\\\\7391'", "a = $$7391$$", "a = $q$ $$ 7391 $q$", "a = X'7391'", "a = U&'7391'",
        "a > 7391", "a > 7391.5", "a > .7391", "a > 7391.", "a > 1.7391e3", "a = 0x7391", "a IN (7391,7391)", "a = -7391", "a -- 7391\n= 1",
        "a /* 7391 */ = 1"
    })
    void noLiteralLeavesAndEachComesBack(String condition) {
        Withheld withheld = new Withheld(Map.of());

        String sent = withheld.sql(condition, literal -> false);

        assertFalse(sent.contains("7391"), sent);
        String back = new Withheld(withheld.literals()).restoredSql(sent);
        assertEquals(condition.replaceAll("(?s)-- 7391|/\\*.*\\*/", " "), back);
    }

    @Test
    void namesAndWhatTheRequestSaysStay() {
        Withheld withheld = new Withheld(Map.of());
        String condition = "t1.\"column 7391\" = 11 AND c2 = 'open' AND x = 0";

        assertEquals(condition, withheld.sql(condition, List.of("11", "open")::contains));
        assertEquals(Map.of(), withheld.literals());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "a = \"7391\";", "a = \"\\\"7391\";", "a = '7';", "a = '\\'';", "a = \"\"\"\n7391\"\"\";", "a = \"\"\"\n\\\"\"\" 7391\"\"\";",
        "a = \"\"\"\n\"\" \\\\\\\"\"\" 7391 \" \"\"\";", "a = 7391L;"
    })
    void noLiteralOfAClassLeavesAndEachComesBack(String code) {
        Withheld withheld = new Withheld(Map.of());

        String sent = withheld.java(code, literal -> false);

        assertFalse(sent.contains("7391") || sent.contains("7'"), sent);
        assertTrue(sent.matches("a = \"?WITHHELD_1\"?;"), sent);
        assertEquals(code, new Withheld(withheld.literals()).restoredJava(sent));
    }

    @Test
    void aLongTextBlockIsReadToItsEnd() {
        String block = "\"\"\"\n" + "7391 \\\" \" \n".repeat(20_000) + "\"\"\"";
        assertEquals("a(WITHHELD_1)", new Withheld(Map.of()).java("a(" + block + ")", literal -> false));
    }
}
