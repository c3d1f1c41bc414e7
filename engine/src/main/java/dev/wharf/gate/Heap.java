package dev.wharf.gate;

import dev.wharf.gate.Value.Trait;
import java.lang.classfile.ClassModel;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of objects that are Java's own, for all of them at once or by where they were made: whether they may hold
 * what shows an identity, which hash tables have keys that hash by identity, and whether sets in salted order sort alike.
 * Facts are only ever added.
 */
final class Heap {

    /** Of these types a class makes its own tables, so that one whose origin is lost may be any of them. */
    private static final Set<String> LOST =
            Set.of("java/util/HashMap", "java/util/HashSet", "java/util/concurrent/ConcurrentHashMap", Value.OBJECT);

    private static final Set<String> OPEN = Set.of(
            "java/util/concurrent/ConcurrentMap", "java/util/concurrent/ConcurrentHashMap$KeySetView", "java/util/Map", "java/util/Set",
            "java/util/Collection", "java/lang/Iterable");

    /** Types whose order is consistent with equals, which BigDecimal's is not. */
    private static final Set<String> NATURAL = Set.of(
            "java/lang/String", "java/lang/Integer", "java/lang/Long", "java/lang/Short", "java/lang/Byte",
            "java/lang/Character", "java/lang/Boolean", "java/lang/Double", "java/lang/Float", "java/math/BigInteger",
            "java/util/UUID", "java/time/LocalDate", "java/time/LocalTime", "java/time/LocalDateTime", "java/time/Instant",
            "java/time/Year", "java/time/YearMonth", "java/time/DayOfWeek", "java/time/Month");

    /** Types whose values may compare as equal and differ. */
    private static final Set<String> LOOSE = Set.of(
            "java/math/BigDecimal", "java/lang/StringBuilder", "java/lang/StringBuffer", "java/nio/ByteBuffer", "java/lang/Comparable");

    private final OwnClasses own;
    private final ProgramFlow program;
    private final SaltedParts saltedParts = new SaltedParts();
    private final Set<String> unstable = new HashSet<>();
    /** Where collections in another order were made that have elements whose hash code is an identity. */
    private final Set<String> scattering = new HashSet<>();
    /** Types of functions that log, of which some were given to Java's own objects. */
    private final Set<String> logging = new HashSet<>();

    /** Whether what is sorted may be of a type whose order is not that of equals, as far as its type is not known. */
    private boolean loose;

    private boolean showsIdentity;
    private boolean hashesByIdentity;
    private boolean ordersNoisily;
    private boolean comparesNoisily;
    private boolean saltedUnordered;
    private boolean changed;

    Heap(OwnClasses own, ProgramFlow program) {
        this.own = own;
        this.program = program;
    }

    /** Whether anything was learnt since this was asked last. */
    boolean changed() {
        boolean before = changed | saltedParts.changed();
        changed = false;
        return before;
    }

    /** Which collections hold sets and maps in salted order. */
    SaltedParts saltedParts() {
        return saltedParts;
    }

    /** Takes what Java's own objects may keep from now on: it may come back where its type is not known. */
    void keep(Value value) {
        if (value.has(Trait.IDENTITY) && !showsIdentity) {
            showsIdentity = true;
            changed = true;
        }
        if (value.has(Trait.LOGS)) {
            changed |= logging.add(value.type());
        }
        saltedParts.keep(value);
        holds(value.type());
        if (program.identity().hash(value)) {
            hashByIdentity();
        }
    }

    /** Takes the type of values, or of an array of them, that Java's own objects may sort or hash from now on. */
    void holds(String type) {
        String element = type.startsWith("[L") ? type.substring(2, type.length() - 1) : type;
        if (!loose && isLoose(element)) {
            loose = true;
            changed = true;
        }
        if (type.startsWith("[L") && program.identity().hash(element)) {
            hashByIdentity();
        }
    }

    /** Takes that Java's own objects hold something whose hash code is an identity. */
    void hashByIdentity() {
        changed |= !hashesByIdentity;
        hashesByIdentity = true;
    }

    /** Whether what a collection holds may hash by identity, where that is not known. */
    boolean hashesByIdentity() {
        return hashesByIdentity;
    }

    /** A value that comes from where it cannot be followed. */
    Value fromAnywhere(Value value) {
        return streamFromAnywhere(saltedParts.fromAnywhere(value));
    }

    /** Such a stream may give whatever Java's own objects hold. */
    Value streamFromAnywhere(Value value) {
        return hashesByIdentity && value.type().startsWith("java/util/stream/") ? value.with(Trait.GIVES_UNSTABLE) : value;
    }

    /** Whether values of a type may compare as equal and differ: decimals, buffers, what has an order of its own. */
    private boolean isLoose(String type) {
        ClassModel model = own.models().get(type);
        return LOOSE.contains(type)
                || (model != null && model.methods().stream().anyMatch(method -> method.methodName().equalsString("compareTo")));
    }

    /** Takes a comparator; one that logs may come back where it is not known to. */
    void compares(Value comparator) {
        if (comparator.has(Trait.LOGS) && !comparesNoisily) {
            comparesNoisily = true;
            changed = true;
        }
    }

    /** Takes what a sorted collection or queue is ordered by. */
    void orders(Value comparator) {
        boolean lost = comparesNoisily && comparator.frozen() != Value.Frozen.DEEP;
        if ((comparator.has(Trait.LOGS) || lost) && !ordersNoisily) {
            ordersNoisily = true;
            changed = true;
        }
    }

    /** Whether some collection is ordered by what may keep a log of being asked. */
    boolean ordersNoisily() {
        return ordersNoisily;
    }

    /** Whether a function of a type, whose making is not known, may be one that keeps a log. */
    boolean keepsLogging(String type) {
        return logging.contains(type);
    }

    /** Whether anything whose text shows an identity was given to Java's own objects. */
    boolean showsIdentity() {
        return showsIdentity;
    }

    /** Takes a set or map in salted order. */
    void salted(Value value) {
        if (!mayHaveNaturalKeys(value) && !saltedUnordered) {
            saltedUnordered = true;
            changed = true;
        }
    }

    /**
     * Whether what is in salted order comes out in one order where it is sorted, and is compared without running code of
     * the class: its keys are known to be of one type whose order is consistent with equals.
     */
    boolean sortsAlike(Value value) {
        return keys(value).isEmpty() ? !saltedUnordered && !loose : hasNaturalKeys(value);
    }

    /** As {@link #sortsAlike}, for the entries of a map that are sorted by their keys. */
    boolean sortsAlikeByKey(Value entries) {
        return sortsAlike(entries.at(Comparators.mapOf(entries)));
    }

    private boolean hasNaturalKeys(Value value) {
        return known(value).filter(this::isNatural).isPresent();
    }

    private boolean mayHaveNaturalKeys(Value value) {
        return known(value).map(this::isNatural).orElse(true);
    }

    private Optional<Value> known(Value value) {
        return keys(value).or(() -> program.elementsOf(value));
    }

    private boolean isNatural(Value key) {
        return NATURAL.contains(key.type()) || own.isEnum(key.type());
    }

    private Optional<Value> keys(Value value) {
        return value.site().isEmpty() ? Optional.empty() : program.elementsOf(value.as(Value.OBJECT).at(PlatformCall.keys(value)));
    }

    /** Takes that a hash table has got a key whose hash code is an identity. */
    void unstable(Value holder) {
        if (isHashTable(holder.type())) {
            changed |= unstable.add(holder.site().isEmpty() ? ProgramFlow.ANYWHERE : holder.site());
        }
    }

    /** Takes that a collection in another order has got an element whose hash code is an identity. */
    void scatters(Value holder) {
        if (!holder.site().isEmpty()) {
            changed |= scattering.add(holder.site());
        }
    }

    /** Whether a collection was made where one has such elements, so that a hash table made of it is unstable. */
    boolean isScattering(Value holder) {
        return scattering.contains(holder.site());
    }

    /** Whether a value goes through its elements in an order of identities. */
    boolean isUnstable(Value value) {
        boolean lost = value.site().isEmpty() && !unstable.isEmpty() && LOST.contains(value.type());
        return value.has(Trait.UNSTABLE)
                || (isHashTable(value.type())
                        && (lost || unstable.contains(ProgramFlow.ANYWHERE) || unstable.contains(value.site())));
    }

    private static boolean isHashTable(String type) {
        return LOST.contains(type) || OPEN.contains(type);
    }
}
