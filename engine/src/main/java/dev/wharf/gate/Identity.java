package dev.wharf.gate;

import dev.wharf.gate.OwnClasses.Target;
import dev.wharf.gate.Value.Trait;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.reflect.AccessFlag;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whose text or hash code shows an object's identity, which differs from start to start: arrays, lambdas, enums (by hash
 * code), and every class that has no toString or hashCode of its own. A record has those of its components.
 */
final class Identity {

    static final String TEXT = "toString()Ljava/lang/String;";
    static final String HASH = "hashCode()I";

    /** Interfaces of which every implementation writes its contents, as far as a migration class can come by one. */
    private static final Set<String> CONTENTS = Set.of(
            "java/lang/CharSequence", "java/lang/Comparable", "java/lang/Iterable", "java/io/Serializable", "java/lang/Cloneable",
            "java/lang/constant/Constable", "java/lang/constant/ConstantDesc", "java/util/RandomAccess", "java/util/Collection",
            "java/util/SequencedCollection", "java/util/SequencedSet", "java/util/SequencedMap", "java/util/List",
            "java/util/Set", "java/util/SortedSet", "java/util/NavigableSet", "java/util/Map", "java/util/Map$Entry",
            "java/util/SortedMap", "java/util/NavigableMap", "java/util/concurrent/ConcurrentMap", "java/util/Queue", "java/util/Deque", "java/time/temporal/Temporal",
            "java/time/temporal/TemporalAmount", "java/time/temporal/TemporalField", "java/time/temporal/TemporalUnit",
            "java/time/chrono/ChronoLocalDate", "java/time/chrono/ChronoLocalDateTime",
            "java/time/chrono/ChronoZonedDateTime", "java/time/chrono/ChronoPeriod", "java/time/chrono/Chronology",
            "java/time/chrono/Era");
    /** What may hold anything, so that its text is the text of anything. */
    private static final Set<String> MAY_HOLD = Set.of(
            Value.OBJECT, "java/lang/Comparable", "java/lang/Iterable", "java/io/Serializable", "java/lang/Cloneable",
            "java/lang/constant/Constable", "java/lang/constant/ConstantDesc", "java/lang/Record");
    private static final Set<String> HOLD_NOTHING = Set.of(
            "java/util/UUID", "java/util/Locale", "java/util/HexFormat", "java/util/StringJoiner", "java/util/BitSet",
            "java/util/OptionalInt", "java/util/OptionalLong", "java/util/OptionalDouble", "java/util/IntSummaryStatistics",
            "java/util/LongSummaryStatistics", "java/util/DoubleSummaryStatistics");

    private static final Set<String> HOLD_ONE = Set.of("java/util/Optional", "java/util/Map$Entry");

    /** How deep collections within collections are followed. */
    private static final int MAX_HOLDING = 3;

    private final OwnClasses own;
    private final ProgramFlow program;
    /** What is asked at every instruction, and never changes. */
    private final Map<String, Boolean> known = new HashMap<>();

    Identity(OwnClasses own, ProgramFlow program) {
        this.own = own;
        this.program = program;
    }

    /** Takes note, for good, of a value whose text shows an identity: after two ways meet, its type may be lost. */
    Value mark(Value value) {
        return value.has(Trait.IDENTITY) || !text(value.type()) ? value : value.with(Trait.IDENTITY);
    }

    /** Takes note of what a class makes: a plain Object shows its identity, what only has that type may be anything. */
    static Value made(Value created) {
        return created.type().equals(Value.OBJECT) ? created.with(Trait.IDENTITY).frozen(Value.Frozen.DEEP) : created;
    }

    /** Whether a value is of an own class, or may be a lambda nowhere: of an own interface, or of one of several own classes. */
    boolean isOfOwnClass(Value value) {
        String type = value.type();
        ClassModel model = own.models().get(type);
        boolean lambda = program.hasLambdaTypes() || value.has(Trait.IDENTITY);
        if (model == null) {
            boolean lost = type.equals(Value.OBJECT) && !lambda && !program.heap().showsIdentity();
            return lost || type.equals(Value.NULL);
        }
        return !model.flags().has(AccessFlag.INTERFACE) || !lambda;
    }

    /** Whether the text of a value shows an identity, of itself or of what it is known to hold. */
    boolean inText(Value value) {
        String type = value.type();
        if (text(type)) {
            return true;
        }
        boolean open = mayHold(type) || (own.isOwn(type) && own.models().get(type).flags().has(AccessFlag.INTERFACE));
        return open && (value.has(Trait.IDENTITY) || (mayHold(type) && program.heap().showsIdentity()));
    }

    /** Whether the text of a record, or of one within it, goes through something in salted or unstable order. */
    boolean saltedInText(Value value) {
        return salted(value, new HashSet<>());
    }

    private boolean salted(Value value, Set<String> asked) {
        boolean part = mayHold(value.type()) && program.heap().saltedParts().holds(value);
        if (part || value.salted() || program.heap().isUnstable(value)) {
            return true;
        }
        ClassModel model = own.models().get(value.type());
        if (model == null || !asked.add(value.type()) || !generated(model, TEXT)) {
            return false;
        }
        return model.fields().stream().anyMatch(field -> content(model, field).filter(v -> salted(v, asked)).isPresent());
    }

    private static boolean mayHold(String type) {
        return MAY_HOLD.contains(type)
                || type.startsWith("java/util/concurrent/Concurrent")
                || (type.startsWith("java/util/")
                        && type.indexOf('/', "java/util/".length()) < 0
                        && !HOLD_NOTHING.contains(type));
    }

    /** Whether the text of every value of a type shows an identity. */
    boolean text(String type) {
        return text(type, new HashSet<>());
    }

    private boolean text(String type, Set<String> asked) {
        if (type.startsWith("[")) {
            return true;
        }
        if (type.length() == 1 || type.equals(Value.NULL) || type.equals(Value.OBJECT) || !asked.add(type)) {
            return false;
        }
        ClassModel model = own.models().get(type);
        if (model == null) {
            return known.computeIfAbsent("text " + type, t -> !JavaMembers.instance().isType(type) || platformText(type));
        }
        if (model.flags().has(AccessFlag.INTERFACE)) {
            return own.models().values().stream()
                    .filter(other -> OwnClasses.parents(other).contains(type))
                    .anyMatch(other -> text(other.thisClass().asInternalName(), asked));
        }
        if (inherits(type, TEXT, "java/lang/Object")) {
            return true;
        }
        return generated(model, TEXT) && component(model, value -> text(value.type(), asked) || value.has(Trait.IDENTITY));
    }

    private static boolean platformText(String type) {
        Class<?> platform = JavaMembers.reflect(type);
        return platform.isInterface()
                ? !CONTENTS.contains(type)
                : JavaMembers.instance().declarer(type, TEXT).filter("java/lang/Object"::equals).isPresent();
    }

    /** Whether the hash code of a value is, or is made of, an identity: of its type's, or of what it is known to hold. */
    boolean hash(Value value) {
        return hash(value, MAX_HOLDING);
    }

    private boolean hash(Value value, int depth) {
        String type = value.type();
        boolean plain = type.equals(Value.OBJECT) && value.has(Trait.IDENTITY);
        boolean holds = type.startsWith("java/util/") && depth > 0;
        return plain || hash(type) || (holds && program.elementsOf(value).filter(v -> element(v, depth)).isPresent());
    }

    /** Where only an array is known, it is often the one whose elements a factory was given. */
    private boolean element(Value value, int depth) {
        return !value.type().startsWith("[") && !value.type().equals(Value.OBJECT) && hash(value, depth - 1);
    }

    /** Whether a value is a collection whose elements are not known, or a record that holds one. */
    boolean holdsUnknown(Value value) {
        ClassModel model = own.models().get(value.type());
        if (model != null) {
            return generated(model, HASH) && component(model, this::isUnknownCollection);
        }
        return isUnknownCollection(value);
    }

    private boolean isUnknownCollection(Value value) {
        boolean holds = Holders.isCollection(value.type()) || HOLD_ONE.contains(value.type());
        return holds
                && program.elementsOf(value).filter(element -> !element.type().equals(Value.OBJECT)).isEmpty();
    }

    /**
     * Whether a hash table with such keys may have another order at another start. Of enums it has not: the runner image
     * pins identity hashes, and enums have an order of their own, so only what came first decides.
     */
    boolean scatters(Value key) {
        return hash(key) && !isAnyEnum(key.type());
    }

    /** As {@link #scatters(Value)}, for every value of a type. */
    boolean scatters(String type) {
        return hash(type) && !isAnyEnum(type);
    }

    private boolean isAnyEnum(String type) {
        ClassModel model = own.models().get(type);
        return model == null ? own.isAnyEnum(type) : own.isEnum(type) || own.isEnum(OwnClasses.superName(model));
    }

    /** Whether the hash code of a value of a type is, or is made of, an identity. */
    boolean hash(String type) {
        return hash(type, new HashSet<>());
    }

    private boolean hash(String type, Set<String> asked) {
        if (type.startsWith("[") || own.isEnum(type)) {
            return true;
        }
        if (type.length() == 1 || type.equals(Value.NULL) || type.equals(Value.OBJECT) || !asked.add(type)) {
            return false;
        }
        ClassModel model = own.models().get(type);
        if (model == null) {
            return known.computeIfAbsent("hash " + type, t -> platformHash(type));
        }
        if (model.flags().has(AccessFlag.INTERFACE)) {
            return own.models().values().stream()
                    .filter(other -> OwnClasses.parents(other).contains(type))
                    .anyMatch(other -> hash(other.thisClass().asInternalName(), asked));
        }
        if (inherits(type, HASH, "java/lang/Object") || inherits(type, HASH, "java/lang/Enum")) {
            return true;
        }
        return generated(model, HASH) && component(model, value -> hash(value.type(), asked));
    }

    private static boolean platformHash(String type) {
        if (!JavaMembers.instance().isType(type)) {
            return true;
        }
        Class<?> platform = JavaMembers.reflect(type);
        Optional<String> declarer = JavaMembers.instance().declarer(type, HASH);
        boolean contents = platform.isInterface() ? CONTENTS.contains(type) : declarer.filter("java/lang/Object"::equals).isEmpty();
        return platform.isEnum() || !contents || type.equals("java/math/MathContext");
    }

    private boolean inherits(String type, String member, String declarer) {
        return known.computeIfAbsent(
                type + "." + member + "@" + declarer,
                t -> own.resolve(type, member) instanceof Target.Platform(String found) && found.equals(declarer));
    }

    /** Whether Java generates a method of a record from its components. */
    private boolean generated(ClassModel model, String member) {
        return known.computeIfAbsent(model.thisClass().asInternalName() + "#" + member, t -> generates(model, member));
    }

    private static boolean generates(ClassModel model, String member) {
        return model.methods().stream()
                .filter(m -> member.equals(m.methodName().stringValue() + m.methodType().stringValue()))
                .flatMap(m -> m.code().stream())
                .anyMatch(code -> code.elementStream()
                        .anyMatch(e -> e instanceof InvokeDynamicInstruction dynamic
                                && BootstrapRules.factory(dynamic.invokedynamic()).equals(BootstrapRules.RECORD)));
    }

    private boolean component(ClassModel model, java.util.function.Predicate<Value> test) {
        return model.fields().stream().anyMatch(field -> content(model, field).filter(test).isPresent());
    }

    private Optional<Value> content(ClassModel model, FieldModel field) {
        if (field.flags().has(AccessFlag.STATIC) || field.findAttribute(Attributes.constantValue()).isPresent()) {
            return Optional.empty();
        }
        String name = model.thisClass().asInternalName() + "." + field.fieldName().stringValue();
        return program.fieldIfSet(name).map(value -> value.type().equals(Value.NULL)
                ? value.as(ProgramFlow.typeOf(field.fieldTypeSymbol()))
                : value);
    }
}
