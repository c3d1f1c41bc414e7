package dev.wharf.gate;

import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a value on its way through a class, for all rows at once.
 *
 * @param type an internal name, a descriptor where it is an array or primitive, {@link #NULL} for null; {@code
 *     java/lang/Object} where more is not known
 * @param texts the text constants that it may be; null where it may be any
 * @param traits what else is known of it; never changed
 * @param frozen how far it is known to stay as it is
 * @param site where the array or list was made whose elements are followed; empty where none is
 */
record Value(String type, @Nullable Set<String> texts, Set<Trait> traits, Frozen frozen, String site) {

    static final String NULL = "null";
    static final String OBJECT = "java/lang/Object";

    /** More constants than this in one place count as any text. */
    private static final int MAX_TEXTS = 200;

    enum Frozen {
        /** It may change. */
        NO,
        /** It does not change, what it holds may. */
        SHALLOW,
        /** Neither it nor what it holds changes. */
        DEEP
    }

    /** What makes a value dangerous; it stays wherever the value goes. */
    enum Trait {
        /** It goes through its elements in an order that Java salts. */
        SALTED,
        /** It is a function or collector that gives something in salted order. */
        GIVES_SALTED,
        /** It is an array or a collection that a static field holds, or one within such, so it must not be changed. */
        SHARED,
        /** Its text shows an object's identity. */
        IDENTITY,
        /** It goes through its elements in an order of identity hash codes. */
        UNSTABLE,
        /** It is a function, stream or collector that gives what hashes by identity. */
        GIVES_UNSTABLE,
        /** It is a collection that was made without elements. */
        BEGAN_EMPTY,
        /** It is a collector that makes a hash set of what it is given. */
        TO_HASH_SET,
        /** It is a function that may change something beyond what it gives, so that a row could tell in which order it was asked. */
        LOGS,
        /** It is a collection, or what came out of one, that holds something in salted order. */
        HOLDS_SALTED,
        /** It is a collector that keeps one of several elements by their order. */
        KEEPS_ONE
    }

    /** Any value of a type. */
    static Value any(String type) {
        return new Value(type, null, Set.of(), Immutability.staysByItself(type) ? Frozen.DEEP : Frozen.NO, "");
    }

    /** No value yet: what a loop or a call has not given so far. */
    static Value none(String type) {
        return new Value(type, Set.of(), Set.of(), Frozen.DEEP, "");
    }

    static Value text(String constant) {
        return new Value("java/lang/String", Set.of(constant), Set.of(), Frozen.DEEP, "");
    }

    static Value ofNull() {
        return new Value(NULL, Set.of(), Set.of(), Frozen.DEEP, "");
    }

    Value as(String newType) {
        return new Value(newType, texts, traits, frozen, site);
    }

    Value frozen(Frozen newFrozen) {
        return new Value(type, texts, traits, newFrozen, site);
    }

    Value with(Trait trait) {
        if (traits.contains(trait)) {
            return this;
        }
        Set<Trait> more = EnumSet.of(trait);
        more.addAll(traits);
        return new Value(type, texts, more, frozen, site);
    }

    boolean has(Trait trait) {
        return traits.contains(trait);
    }

    boolean salted() {
        return has(Trait.SALTED);
    }

    boolean shared() {
        return has(Trait.SHARED);
    }

    Value salt() {
        return with(Trait.SALTED);
    }

    Value share() {
        return with(Trait.SHARED);
    }

    Value without(Trait trait) {
        if (!traits.contains(trait)) {
            return this;
        }
        Set<Trait> less = EnumSet.copyOf(traits);
        less.remove(trait);
        return new Value(type, texts, less, frozen, site);
    }

    Value at(String newSite) {
        return new Value(type, texts, traits, frozen, newSite);
    }

    boolean wide() {
        return type.equals("J") || type.equals("D");
    }

    /** What is known where either of two values may be. */
    Value join(Value other) {
        if (equals(other)) {
            return this;
        }
        return new Value(
                type(type, other.type),
                union(texts, other.texts),
                traits(other),
                frozen.compareTo(other.frozen) <= 0 ? frozen : other.frozen,
                site(other));
    }

    private Set<Trait> traits(Value other) {
        if (traits.containsAll(other.traits)) {
            return traits;
        }
        Set<Trait> both = EnumSet.copyOf(other.traits);
        both.addAll(traits);
        return both;
    }

    private String site(Value other) {
        if (site.equals(other.site)) {
            return site;
        }
        // Null has no elements, so the other one's are all there are.
        return type.equals(NULL) ? other.site : other.type.equals(NULL) ? site : "";
    }

    private static String type(String a, String b) {
        if (a.equals(b) || b.equals(NULL)) {
            return a;
        }
        return a.equals(NULL) ? b : OBJECT;
    }

    private static @Nullable Set<String> union(@Nullable Set<String> a, @Nullable Set<String> b) {
        if (a == null || b == null) {
            return null;
        }
        if (a.containsAll(b)) {
            return a;
        }
        Set<String> both = new TreeSet<>(a);
        both.addAll(b);
        return both.size() > MAX_TEXTS ? null : both;
    }
}
