package dev.wharf.gate;

import dev.wharf.gate.Value.Trait;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which collections of Java's hold sets and maps in salted order, such as a {@code Map<String, Set<String>>} of constants, so
 * that what comes out of one is known to be in salted order again. Where a collection was made tells which one it is; what
 * cannot be followed may hold any as soon as some is held. Facts are only ever added.
 */
final class SaltedParts {

    /** Types under which a set or map in salted order may come out of a collection. */
    private static final Set<String> OPEN = Set.of(
            "java/util/Set", "java/util/Map", "java/util/Collection", "java/lang/Iterable", "java/util/AbstractCollection",
            "java/util/AbstractMap");
    private static final Set<String> ORIGINAL = Set.of("java/util/Set", "java/util/Map");
    private static final Set<String> MADE_OF = Set.of(
            "java/util/List.of", "java/util/Map.of", "java/util/Map.entry", "java/util/Optional.of", "java/util/Optional.ofNullable",
            "java/util/Optional.orElse", "java/util/Collections.singletonList", "java/util/Collections.singletonMap");
    private static final Set<String> PUT = Set.of(
            "add", "addFirst", "addLast", "put", "putIfAbsent", "offer", "offerFirst", "offerLast", "push", "getOrDefault");

    private static final Set<String> KEYS = Set.of(
            "keySet", "sequencedKeySet", "navigableKeySet", "descendingKeySet", "getKey", "firstKey", "lastKey", "floorKey", "ceilingKey",
            "lowerKey", "higherKey");
    /** What goes on with the results of the function that it is given. */
    private static final Set<String> MAPS = Set.of("map", "mapToObj");

    /** Where collections were made that hold such. */
    private final Set<String> holding = new HashSet<>();
    /** Where collections were made that take the elements of such in, after others may know them. */
    private final Set<String> filled = new HashSet<>();
    /** Where collections were made that Java's own objects hold. */
    private final Set<String> kept = new HashSet<>();

    private boolean any;
    private boolean anywhere;
    private boolean asKeys;
    private boolean changed;

    /** Whether anything was learnt since this was asked last. */
    boolean changed() {
        boolean before = changed;
        changed = false;
        return before;
    }

    /** Whether a call may be given a set or map in salted order as an element, because it is known for one when it comes out. */
    static boolean isPut(String owner, String name, Value element) {
        boolean put = MADE_OF.contains(owner + "." + name)
                || (PUT.contains(name) && Holders.isCollection(owner) && !(owner.equals("java/util/Set") && name.equals("of")));
        return put && ORIGINAL.contains(element.type());
    }

    /** Takes a call that may put elements into a collection. */
    void take(MemberRefEntry method, @Nullable Value receiver, List<Value> arguments) {
        String owner = OwnClasses.internalName(method.owner().asSymbol());
        String name = method.name().stringValue();
        if (arguments.stream().anyMatch(argument -> isPart(owner, name, argument))) {
            learn(!any);
            any = true;
            boolean keys = false;
            for (int i = 0; isMap(owner) && i < arguments.size(); i += 2) {
                keys |= isPart(owner, name, arguments.get(i)) && !name.startsWith("putAll");
            }
            learn(keys && !asKeys);
            asKeys |= keys;
            if (receiver != null && canHold(receiver.type())) {
                if (receiver.site().isEmpty()) {
                    learn(!anywhere);
                    anywhere = true;
                } else {
                    learn(holding.add(receiver.site()));
                }
            }
        }
        boolean filling = receiver != null && (name.equals("addAll") || name.equals("putAll"));
        if (filling && !receiver.site().isEmpty() && arguments.stream().anyMatch(Value::salted)) {
            learn(filled.add(receiver.site()));
        }
    }

    /** Takes what Java's own objects keep. */
    void keep(Value value) {
        if (!value.site().isEmpty() && Holders.isCollection(value.type())) {
            learn(kept.add(value.site()));
        }
    }

    /** Whether a collection may take salted elements in: where Java's own objects hold it, they would not be known there. */
    boolean mayBeFilled(Value collection) {
        return !kept.contains(collection.site());
    }

    private void learn(boolean news) {
        changed |= news;
    }

    /** Whether a value may hold a set or map in salted order, however deep. */
    boolean holds(Value value) {
        return any
                && canHold(value.type())
                && (value.has(Trait.HOLDS_SALTED)
                        || holding.contains(value.site())
                        || (anywhere && value.site().isEmpty() && Holders.isCollection(value.type())));
    }

    /** What a call gives, where what it is asked upon or given holds such. */
    Value given(Value result, MemberRefEntry method, @Nullable Value receiver, List<Value> arguments) {
        String owner = OwnClasses.internalName(method.owner().asSymbol());
        String name = method.name().stringValue();
        boolean keysAlone = KEYS.contains(name) && !asKeys;
        boolean of = receiver != null && holds(receiver) && !keysAlone && !MAPS.contains(name);
        boolean part = of || arguments.stream().anyMatch(argument -> isPart(owner, name, argument));
        return part && canHold(result.type()) ? result.with(Trait.HOLDS_SALTED) : result;
    }

    private boolean isPart(String owner, String name, Value argument) {
        return holds(argument) || (argument.salted() && isPut(owner, name, argument));
    }

    private static boolean isMap(String owner) {
        return owner.endsWith("Map") || owner.startsWith("java/util/Map");
    }

    /** A function, by what it gives. */
    Value function(Value function, String given) {
        return any && canHold(given) ? function.with(Trait.HOLDS_SALTED) : function;
    }

    /** A value that Java gives a method of the class, or that cannot be followed for another reason. */
    Value fromAnywhere(Value value) {
        if (!any || !canHold(value.type())) {
            return value;
        }
        Value holding = value.with(Trait.HOLDS_SALTED);
        return OPEN.contains(value.type()) ? holding.salt() : holding;
    }

    /** A value after a cast, which tells what came out of a collection. */
    Value cast(Value value) {
        if (Immutability.staysByItself(value.type())) {
            return value.without(Trait.HOLDS_SALTED);
        }
        return holds(value) && OPEN.contains(value.type()) ? value.salt() : value;
    }

    /** A value that a field, a parameter or a result gives; its collection may have been filled elsewhere. */
    Value arriving(Value value) {
        return filled.contains(value.site()) ? value.salt() : value;
    }

    private static boolean canHold(String type) {
        return type.equals(Value.OBJECT)
                || OPEN.contains(type)
                || type.startsWith("[L")
                || type.startsWith("[[")
                || (type.startsWith("java/util/") && !Immutability.staysByItself(type))
                || type.equals("java/lang/Comparable")
                || type.equals("java/io/Serializable");
    }
}
