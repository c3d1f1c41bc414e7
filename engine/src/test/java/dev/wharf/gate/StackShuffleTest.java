package dev.wharf.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.classfile.Opcode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stacks before and after, the top on the right; capital letters are longs and doubles (JVMS 6.5). */
class StackShuffleTest {

    @ParameterizedTest
    @CsvSource({
        "POP, b a, b",
        "POP2, c b a, c",
        "POP2, b A, b",
        "DUP, b a, b a a",
        "DUP_X1, c b a, c a b a",
        "DUP_X2, d c b a, d a c b a",
        "DUP_X2, c B a, c a B a",
        "DUP2, c b a, c b a b a",
        "DUP2, b A, b A A",
        "DUP2_X1, d c b a, d b a c b a",
        "DUP2_X1, c b A, c A b A",
        "DUP2_X2, e d c b a, e b a d c b a",
        "DUP2_X2, d c b A, d A c b A",
        "DUP2_X2, d C b a, d b a C b a",
        "DUP2_X2, c B A, c A B A",
        "SWAP, c b a, c a b"
    })
    void doesWithTheStackWhatTheMachineDoes(Opcode opcode, String before, String after) {
        Frame frame = new Frame();
        types(before).forEach(type -> frame.push(Value.any(type)));
        StackShuffle.apply(opcode, frame);
        List<String> expected = types(after);
        List<String> found = new ArrayList<>();
        while (found.size() < expected.size()) {
            found.addFirst(frame.pop().type());
        }
        assertEquals(expected, found);
        assertThrows(RuntimeException.class, frame::pop, "more is on the stack");
    }

    @Test
    void otherInstructionsAreNotItsOwn() {
        assertThrows(IllegalStateException.class, () -> StackShuffle.apply(Opcode.NOP, new Frame()));
    }

    private static List<String> types(String stack) {
        return Arrays.stream(stack.split(" "))
                .map(letter -> switch (letter) {
                    case "A", "C" -> "J";
                    case "B" -> "D";
                    default -> "p/" + letter;
                })
                .toList();
    }
}
