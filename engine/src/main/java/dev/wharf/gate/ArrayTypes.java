package dev.wharf.gate;

import java.util.Set;

/** Which types of arrays one object may have, as far as their elements' types tell. */
final class ArrayTypes {

    /** Types of which an array is one. */
    private static final Set<String> OF_ARRAYS = Set.of(Value.OBJECT, "java/lang/Cloneable", "java/io/Serializable");

    private ArrayTypes() {}

    /** Whether one array may be seen under both types: {@code Object[]} may be a {@code String[]}, {@code int[][]} may not. */
    static boolean mayMeet(String one, String other) {
        if (!one.startsWith("[") || !other.startsWith("[")) {
            return true;
        }
        String a = element(one);
        String b = element(other);
        if (a.equals(b) || a.equals(Value.OBJECT) || b.equals(Value.OBJECT)) {
            return true;
        }
        if (a.startsWith("[") || b.startsWith("[")) {
            return a.startsWith("[") && b.startsWith("[") ? mayMeet(a, b) : OF_ARRAYS.contains(a) || OF_ARRAYS.contains(b);
        }
        boolean primitive = a.length() == 1 || b.length() == 1;
        return !primitive && !(Immutability.staysByItself(a) && Immutability.staysByItself(b));
    }

    private static String element(String array) {
        String element = array.substring(1);
        return element.startsWith("L") ? element.substring(1, element.length() - 1) : element;
    }
}
