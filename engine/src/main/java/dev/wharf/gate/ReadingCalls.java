package dev.wharf.gate;

import java.lang.classfile.constantpool.MemberRefEntry;
import java.util.Map;
import java.util.Set;

/**
 * The methods of Java, by their owners, that change nothing by being called, whatever they are called upon. Not listed is what
 * moves on as it is asked, such as {@code ByteBuffer.get}, and what runs a function, such as {@code Supplier.get}.
 */
final class ReadingCalls {

    private static final Set<String> OF_COLLECTIONS = Set.of(
            "contains", "containsAll", "containsKey", "containsValue", "get", "getOrDefault", "size", "isEmpty", "equals", "hashCode",
            "indexOf", "lastIndexOf", "getFirst", "getLast", "first", "last", "firstKey", "lastKey", "floor", "ceiling", "lower",
            "higher", "floorKey", "ceilingKey", "lowerKey", "higherKey", "floorEntry", "ceilingEntry", "lowerEntry", "higherEntry",
            "firstEntry", "lastEntry", "peek", "peekFirst", "peekLast", "element", "stream", "iterator", "keySet", "values",
            "entrySet", "subList", "of", "copyOf", "entry", "ofEntries", "getKey", "getValue");
    private static final Map<String, Set<String>> READS = Map.ofEntries(
            Map.entry("java/util/Map$Entry", Set.of("getKey", "getValue", "equals", "hashCode", "comparingByKey", "comparingByValue")),
            Map.entry("java/util/Optional", Set.of("of", "ofNullable", "empty", "isPresent", "isEmpty", "get", "orElse", "orElseThrow")),
            Map.entry("java/util/Arrays", Set.of("stream", "equals", "hashCode", "toString", "copyOf", "copyOfRange", "binarySearch")),
            Map.entry("java/util/Collections", Set.of("emptyList", "emptyMap", "emptySet", "frequency", "disjoint", "max", "min")),
            Map.entry("java/util/Objects", Set.of("equals", "requireNonNull", "requireNonNullElse", "toString", "isNull", "nonNull", "hash", "hashCode")),
            Map.entry("java/util/Comparator", Set.of("naturalOrder", "reverseOrder")),
            Map.entry("java/util/function/Function", Set.of("identity")),
            Map.entry("java/util/function/Predicate", Set.of("not")),
            Map.entry("java/util/BitSet", Set.of("get", "cardinality", "isEmpty", "length", "nextSetBit")),
            Map.entry("java/lang/StringBuilder", Set.of("length", "charAt", "toString", "indexOf", "isEmpty", "substring", "compareTo")),
            Map.entry("java/util/concurrent/atomic/AtomicInteger", Set.of("get", "intValue")),
            Map.entry("java/util/concurrent/atomic/AtomicLong", Set.of("get", "longValue")),
            Map.entry("java/util/concurrent/atomic/AtomicBoolean", Set.of("get")),
            Map.entry("java/lang/Math", Set.of("abs", "max", "min", "floorDiv", "floorMod", "round", "floor", "ceil", "addExact", "subtractExact")),
            Map.entry("java/lang/Object", Set.of("<init>", "equals", "toString")),
            Map.entry("java/lang/Record", Set.of("<init>", "equals", "toString")),
            Map.entry("java/lang/Enum", Set.of("name", "ordinal", "compareTo", "equals", "toString")),
            Map.entry("java/lang/Comparable", Set.of("compareTo")),
            Map.entry("java/lang/Iterable", Set.of("iterator")),
            Map.entry("java/lang/CharSequence", Set.of("length", "charAt", "toString", "isEmpty", "chars")),
            Map.entry("dev/wharf/migration/SourceRow", JavaMembers.instance().names("dev/wharf/migration/SourceRow")));

    private ReadingCalls() {}

    /** Whether a method of Java or of the migration API only reads what it is called upon. */
    static boolean reads(MemberRefEntry method) {
        String owner = OwnClasses.internalName(method.owner().asSymbol());
        String name = method.name().stringValue();
        return READS.getOrDefault(owner, Set.of()).contains(name)
                || (Holders.isCollection(owner) && OF_COLLECTIONS.contains(name))
                || isStep(owner)
                || Immutability.staysByItself(owner)
                || isOfEnum(owner, name);
    }

    /** A stream is made where it is used; what its steps are given is looked at by itself. */
    private static boolean isStep(String owner) {
        return owner.startsWith("java/util/stream/");
    }

    private static boolean isOfEnum(String owner, String name) {
        return JavaMembers.instance().isType(owner) && JavaMembers.reflect(owner).isEnum() && Set.of("ordinal", "name", "values", "valueOf", "getValue", "equals").contains(name);
    }
}
