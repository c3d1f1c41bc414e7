package dev.wharf.gate;

import dev.wharf.gate.Value.Trait;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Java's collections do with what they hold: which calls only read, which go through the elements, which take the
 * order of another collection over. Sets and maps whose order Java salts, and collections that a static field holds, may
 * be used as far as neither the order nor a change can reach a row.
 */
final class Holders {

    private static final Set<String> SORTED = Set.of("java/util/TreeMap", "java/util/TreeSet", "java/util/EnumMap", "java/util/EnumSet");

    private static final Set<String> MADE = Set.of(
            "java/util/ArrayList", "java/util/LinkedList", "java/util/ArrayDeque", "java/util/HashSet",
            "java/util/LinkedHashSet", "java/util/TreeSet", "java/util/HashMap", "java/util/LinkedHashMap",
            "java/util/TreeMap", "java/util/EnumMap", "java/util/PriorityQueue", "java/util/Vector", "java/util/Stack",
            "java/util/concurrent/ConcurrentHashMap");

    private static final Set<String> INTERFACES = Set.of(
            "java/util/Collection", "java/util/SequencedCollection", "java/util/List", "java/util/Set",
            "java/util/SequencedSet", "java/util/SortedSet", "java/util/NavigableSet", "java/util/EnumSet", "java/util/Map",
            "java/util/SequencedMap", "java/util/SortedMap", "java/util/NavigableMap",
            "java/util/concurrent/ConcurrentMap", "java/util/concurrent/ConcurrentHashMap$KeySetView");

    /** Parts of a collection through which it can still be changed. */
    private static final Set<String> PARTS = Set.of("java/util/Iterator", "java/util/Map$Entry");

    private static final Set<String> READS = Set.of(
            "contains", "containsKey", "containsValue", "containsAll", "get", "getOrDefault", "getFirst", "getLast",
            "indexOf", "lastIndexOf", "size", "isEmpty", "equals", "hashCode", "toString", "toArray", "stream", "iterator",
            "hasNext", "next", "forEach", "entrySet", "keySet", "values", "getKey", "getValue", "firstKey", "lastKey",
            "floorKey", "ceilingKey", "lowerKey", "higherKey", "firstEntry", "lastEntry", "floorEntry", "ceilingEntry",
            "lowerEntry", "higherEntry", "first", "last", "floor", "ceiling", "lower", "higher", "peek", "element",
            "peekFirst", "peekLast", "headMap", "tailMap", "subMap", "headSet", "tailSet", "subSet", "subList",
            "descendingMap", "descendingSet", "descendingKeySet", "navigableKeySet", "reversed", "sequencedKeySet",
            "sequencedValues", "sequencedEntrySet");

    /** Hand the elements to code that cannot be followed. */
    private static final Set<String> HANDS_OUT = Set.of("stream", "forEach", "toArray");

    /** Calls that only read the collection they are given. */
    private static final Set<String> READS_ARGUMENT = Set.of(
            "addAll", "putAll", "containsAll", "removeAll", "retainAll", "equals", "join", "copyOf", "max", "min", "disjoint",
            "frequency", "isNull", "nonNull");

    /** Go through a salted collection or stream, so that what comes out is in its order. */
    private static final Set<String> CARRIES = Set.of(
            "stream", "entrySet", "keySet", "values", "filter", "map", "mapToInt", "mapToLong", "mapToDouble", "mapToObj",
            "boxed", "flatMap", "mapMulti", "distinct", "unordered", "sequential", "asLongStream", "asDoubleStream",
            "collect", "toList", "concat");

    /** Change or ask a salted collection without going through it. */
    private static final Set<String> ORDERLESS = Set.of(
            "sorted", "anyMatch", "allMatch", "noneMatch", "count", "sort", "add", "addAll", "put", "putAll", "putIfAbsent",
            "remove", "removeAll", "retainAll", "removeIf", "clear", "merge", "hashCode", "close");

    private static final Set<String> LISTS = Set.of(
            "java/util/List", "java/util/ArrayList", "java/util/LinkedList", "java/util/ArrayDeque", "java/util/Vector",
            "java/util/Stack", "java/util/SequencedCollection");
    private static final Set<String> BY_PLACE = Set.of("get", "equals", "hashCode", "remove");

    private static final Set<String> WHOLE_NUMBERS = Set.of("java/util/stream/IntStream", "java/util/stream/LongStream");
    private static final Set<String> REDUCED = Set.of("sum", "average", "max", "min", "summaryStatistics");
    private static final Set<String> TAKES_ORDER = Set.of("<init>", "addAll", "putAll");

    private Holders() {}

    static boolean isCollection(String type) {
        return MADE.contains(type) || INTERFACES.contains(type);
    }

    /** Whether something of this type may be a collection or lead to a change of one. */
    static boolean leadsToChange(String type) {
        return isCollection(type) || PARTS.contains(type) || type.equals(Value.OBJECT) || type.startsWith("[");
    }

    /** A new object, with the place where it was made if it is a collection. */
    static Value made(String type, String site) {
        return MADE.contains(type) ? Value.any(type).at(site).with(Trait.BEGAN_EMPTY) : Value.any(type);
    }

    /** Whether a value is a new collection, made at a place within a method, that began empty. */
    static boolean beganEmpty(Value value, String method) {
        return MADE.contains(value.type()) && value.site().startsWith(method) && value.has(Trait.BEGAN_EMPTY);
    }

    /** @param nested whether static fields hold collections of collections that can change */
    static boolean reads(String name, boolean nested) {
        return READS.contains(name) && !(nested && HANDS_OUT.contains(name));
    }

    static boolean readsArgument(String owner, String name, boolean nested) {
        return !nested
                && (READS_ARGUMENT.contains(name)
                        || (name.equals("<init>") && MADE.contains(owner))
                        || owner.equals("dev/wharf/migration/Json")
                        || (owner.equals("java/util/Collections") && name.startsWith("unmodifiable")));
    }

    /** Whether a call upon something salted gives what is salted too. */
    static boolean carries(String name) {
        return CARRIES.contains(name);
    }

    /** Whether a call upon something salted lets no order out. */
    static boolean keepsOrderIn(String owner, String name) {
        if (LISTS.contains(owner) && BY_PLACE.contains(name)) {
            return false;
        }
        return SourceUses.UNORDERED.contains(name)
                || CARRIES.contains(name)
                || ORDERLESS.contains(name)
                || (WHOLE_NUMBERS.contains(owner) && REDUCED.contains(name));
    }

    /** Whether a call that is given something salted takes no order from it, or gives what is salted too. */
    static boolean takesSalted(String owner, String name) {
        boolean takesIn = MADE.contains(owner) && !SORTED.contains(owner);
        return (takesIn && (name.equals("<init>") || name.equals("addAll") || name.equals("putAll")))
                || (owner.equals("java/util/stream/Stream") && (name.equals("collect") || name.equals("concat")))
                || (owner.equals("java/util/Collections") && name.equals("sort"));
    }

    /** Whether what a call gives is salted, as something that it is made of is. */
    static boolean salts(String owner, String name, @Nullable Value receiver, List<Value> arguments) {
        boolean given = arguments.stream().anyMatch(Value::salted);
        boolean carried = receiver != null && receiver.salted();
        return CARRIES.contains(name) && (carried || (given && (name.equals("collect") || name.equals("concat"))));
    }

    /** Gives a collection the order of what it takes in, in all places of a frame; takes it away by sorting. */
    static void after(ProgramFlow program, Frame frame, MemberRefEntry method, @Nullable Value receiver, List<Value> arguments) {
        String owner = OwnClasses.internalName(method.owner().asSymbol());
        String name = method.name().stringValue();
        if (name.equals("sort")) {
            Value list = receiver == null ? arguments.getFirst() : receiver;
            List<Value> comparators = receiver == null ? arguments.subList(1, arguments.size()) : arguments;
            boolean sorts = isCollection(list.type()) && comparators.stream().allMatch(Comparators::isNatural);
            boolean alike = sorts && program.heap().sortsAlike(Value.any(Value.OBJECT));
            frame.replace(list, alike ? list.without(Trait.SALTED) : list);
        } else if (receiver != null && TAKES_ORDER.contains(name) && isCollection(receiver.type())) {
            boolean salted = arguments.stream().anyMatch(Value::salted) && !SORTED.contains(receiver.type());
            boolean filled = name.equals("<init>") && arguments.stream().anyMatch(argument -> isCollection(argument.type()));
            Value known = salted ? receiver.salt() : receiver;
            frame.replace(receiver, filled ? known.without(Trait.BEGAN_EMPTY) : known);
        }
    }

    /** What a cast tells of a value: what is no collection changes none. */
    static Value cast(Value value, String type) {
        Value known = value.as(type);
        return known.shared() && !leadsToChange(type) ? known.without(Trait.SHARED) : known;
    }
}
