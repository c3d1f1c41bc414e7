package dev.wharf.gate;

import java.lang.classfile.constantpool.MemberRefEntry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which comparators call no two different elements equal, so that what is sorted by them has one order: those that end in the
 * natural order of the elements, or of the keys of a map's entries. What stands before that in a chain may not keep a log
 * of what it is asked. Where a comparator is from is its value's site.
 */
final class Comparators {

    private static final String COMPARATOR = "java/util/Comparator";
    /** How begins where the entries of one map are from, no two of which share a key; the map's own place follows. */
    private static final String ENTRIES = "Map.entrySet:";

    private static final String ENTRY = "java/util/Map$Entry";

    /** By the natural order of the elements themselves. */
    private static final String NATURAL = "Comparator.naturalOrder";
    /** By the natural order of the keys of entries. */
    private static final String BY_KEY = "Map.Entry.comparingByKey";
    /** Gives the element itself. */
    private static final String ITSELF = "Function.identity";
    /** Gives the key of an entry. */
    private static final String KEY = "Map.Entry.getKey";

    private static final String COMMUTES = "Integer.sum";
    /** What gives the same of two values in either order, and never fails in one alone, as {@code addExact} may. */
    private static final Map<String, Set<String>> EITHER_WAY = Map.of(
            "java/lang/Integer", Set.of("sum", "max", "min"),
            "java/lang/Long", Set.of("sum", "max", "min"),
            "java/lang/Math", Set.of("max", "min"),
            "java/math/BigInteger", Set.of("add", "multiply", "max", "min", "gcd", "and", "or", "xor"),
            "java/math/BigDecimal", Set.of("add", "multiply"), // of 1.0 and 1.00 max and min give the first
            "java/lang/Boolean", Set.of("logicalAnd", "logicalOr", "logicalXor"));

    private static final Set<String> MADE = Set.of(
            COMPARATOR + ".naturalOrder", COMPARATOR + ".reverseOrder", "java/util/Collections.reverseOrder",
            COMPARATOR + ".comparing", COMPARATOR + ".comparingInt", COMPARATOR + ".comparingLong", COMPARATOR + ".comparingDouble",
            COMPARATOR + ".thenComparingInt", COMPARATOR + ".thenComparingLong", COMPARATOR + ".thenComparingDouble",
            COMPARATOR + ".reversed", COMPARATOR + ".thenComparing",
            COMPARATOR + ".nullsFirst", COMPARATOR + ".nullsLast", ENTRY + ".comparingByKey", "java/util/function/Function.identity");

    private Comparators() {}

    /** Whether a comparator decides by the natural order of what is sorted; null does too. */
    static boolean isNatural(Value comparator) {
        return comparator.type().equals(Value.NULL) || comparator.site().equals(NATURAL);
    }

    /** Whether a comparator decides by the keys of entries that are all of one map. */
    static boolean isByKey(Value comparator, Value sorted) {
        return comparator.site().equals(BY_KEY) && sorted.site().startsWith(ENTRIES);
    }

    /** Where the entries of a map are from. */
    static String entriesOf(Value map) {
        return ENTRIES + map.site();
    }

    /** Where the map of such entries was made; empty where that is not known. */
    static String mapOf(Value entries) {
        return entries.site().startsWith(ENTRIES) ? entries.site().substring(ENTRIES.length()) : "";
    }

    /** Whether a method makes a comparator, or what one is made of. */
    static boolean decides(String owner, String name) {
        return MADE.contains(owner + "." + name);
    }

    /** Where what such a method gives is from; empty where it may call different elements equal. */
    static String site(String owner, String name, @Nullable Value receiver, List<Value> arguments) {
        return switch (name) {
            case "identity" -> ITSELF;
            case "naturalOrder" -> NATURAL;
            case "reverseOrder" -> arguments.isEmpty() ? NATURAL : keep(arguments.getFirst());
            case "reversed" -> receiver == null ? "" : keep(receiver);
            case "nullsFirst", "nullsLast" -> keep(arguments.getFirst());
            case "comparingByKey" -> arguments.isEmpty() || keep(arguments.getFirst()).equals(NATURAL) ? BY_KEY : "";
            case "comparing" -> byKey(arguments);
            case "comparingInt", "comparingLong", "comparingDouble" -> "";
            default -> then(receiver, arguments);
        };
    }

    /** Where a method reference is from, as far as comparators and merging are made of such. */
    static String referred(MemberRefEntry method) {
        boolean key = method.owner().asInternalName().equals(ENTRY) && method.name().equalsString("getKey");
        boolean number = EITHER_WAY.getOrDefault(method.owner().asInternalName(), Set.of()).contains(method.name().stringValue())
                && !method.type().stringValue().contains("MathContext");
        return key ? KEY : number ? COMMUTES : "";
    }

    /** Whether a function gives the same of two values in either order. */
    static boolean isCommutative(Value function) {
        return function.site().equals(COMMUTES);
    }

    private static String keep(Value comparator) {
        return Set.of(NATURAL, BY_KEY).contains(comparator.site()) ? comparator.site() : "";
    }

    /** What compares by a key, perhaps by an order of the key's own. */
    private static String byKey(List<Value> arguments) {
        boolean natural = arguments.size() == 1 || keep(arguments.get(1)).equals(NATURAL);
        return !natural
                ? ""
                : switch (arguments.getFirst().site()) {
                    case ITSELF -> NATURAL;
                    case KEY -> BY_KEY;
                    default -> "";
                };
    }

    private static String then(@Nullable Value receiver, List<Value> arguments) {
        boolean silent = receiver != null && receiver.frozen() == Value.Frozen.DEEP
                && arguments.stream().allMatch(argument -> argument.frozen() == Value.Frozen.DEEP);
        if (receiver == null || !silent) {
            return "";
        }
        String first = keep(receiver);
        String last = arguments.size() == 1 ? keep(arguments.getFirst()) : "";
        return !first.isEmpty() ? first : !last.isEmpty() ? last : byKey(arguments);
    }
}
