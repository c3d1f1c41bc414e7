package dev.wharf.gate;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a value on its way through a class, for all rows at once.
 *
 * @param type an internal name, a descriptor where it is an array or primitive, {@link #NULL} for null; {@code
 *     java/lang/Object} where more is not known
 * @param texts the text constants that it may be; null where it may be any
 * @param salted it goes through its elements in an order that Java salts
 * @param shared it is an array that a static field holds, so it must not be written
 * @param frozen how far it is known to stay as it is
 * @param site where the array or list was made whose elements are followed; empty where none is
 */
record Value(String type, @Nullable Set<String> texts, boolean salted, boolean shared, Frozen frozen, String site) {

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

    /** Any value of a type. */
    static Value any(String type) {
        return new Value(type, null, false, false, Frozen.NO, "");
    }

    /** No value yet: what a loop or a call has not given so far. */
    static Value none(String type) {
        return new Value(type, Set.of(), false, false, Frozen.DEEP, "");
    }

    static Value text(String constant) {
        return new Value("java/lang/String", Set.of(constant), false, false, Frozen.DEEP, "");
    }

    static Value ofNull() {
        return new Value(NULL, Set.of(), false, false, Frozen.DEEP, "");
    }

    Value as(String newType) {
        return new Value(newType, texts, salted, shared, frozen, site);
    }

    Value frozen(Frozen newFrozen) {
        return new Value(type, texts, salted, shared, newFrozen, site);
    }

    Value salt() {
        return new Value(type, texts, true, shared, frozen, site);
    }

    Value share() {
        return new Value(type, texts, salted, true, frozen, site);
    }

    Value at(String newSite) {
        return new Value(type, texts, salted, shared, frozen, newSite);
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
                salted || other.salted,
                shared || other.shared,
                frozen.compareTo(other.frozen) <= 0 ? frozen : other.frozen,
                site(other));
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
