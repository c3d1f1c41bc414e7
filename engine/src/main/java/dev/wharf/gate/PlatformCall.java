package dev.wharf.gate;

import dev.wharf.gate.Value.Frozen;
import dev.wharf.gate.Value.Trait;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of the result of a method of Java or of the migration API. */
final class PlatformCall {

    private static final Set<String> UNMODIFIABLE = Set.of(
            "unmodifiableList", "unmodifiableMap", "unmodifiableSet", "unmodifiableCollection", "unmodifiableSortedMap",
            "unmodifiableSortedSet", "unmodifiableNavigableMap", "unmodifiableNavigableSet", "unmodifiableSequencedMap",
            "unmodifiableSequencedSet", "unmodifiableSequencedCollection");
    private static final Set<String> SAME = Set.of("requireNonNull", "requireNonNullElse");
    /** Makes a list through which an array can be written. */
    static final String VIEW = "java/util/Arrays.asList";

    /** What only reads the arrays that it is given. */
    static final Set<String> READ_ONLY = Set.of(
            "java/util/List.of", "java/util/Set.of", "java/util/Map.ofEntries", "java/util/stream/Stream.of",
            "java/util/stream/IntStream.of", "java/util/stream/LongStream.of", "java/util/Arrays.stream",
            "java/util/Arrays.toString", "java/util/Arrays.equals", "java/util/Arrays.copyOf",
            "java/util/Arrays.copyOfRange", "java/util/Arrays.binarySearch", "java/util/Arrays.hashCode",
            "java/util/Arrays.deepHashCode", "java/util/Arrays.deepToString", "java/util/Objects.hash", "java/util/Objects.hashCode",
            "java/lang/String.format",
            "java/lang/String.formatted", "java/lang/String.join", "java/lang/String.valueOf", "java/lang/String.<init>",
            "java/math/BigInteger.<init>", "java/util/UUID.nameUUIDFromBytes", "java/util/HexFormat.formatHex",
            "java/util/Base64$Encoder.encodeToString", "java/util/EnumSet.of", "java/lang/StringBuilder.append",
            "java/util/Objects.requireNonNull", "java/util/Objects.isNull", "java/util/Objects.nonNull",
            "dev/wharf/migration/TargetRow.set");
    private static final Set<String> HOLDERS =
            Set.of("java/util/List", "java/util/Set", "java/util/Map", "java/util/Map$Entry", "java/util/Optional");

    /** Keys of all entries that the class makes. */
    private static final Value ENTRIES = Value.any("java/util/Map$Entry").at("Map.entry");

    /** Where a class is from whose name is the same at every start. */
    static final String OWN_CLASS = "Object.getClass";

    private static final Set<String> SAME_ELEMENTS = Set.of("keySet", "stream", "filter", "distinct", "unordered", "sequential");

    private final ProgramFlow program;
    private final Immutability immutability;
    private final MemberRefEntry method;
    private final String owner;
    private final String name;
    private final String returned;
    private final @Nullable Value receiver;
    private final List<Value> arguments;
    private final String site;

    PlatformCall(
            ProgramFlow program,
            OwnClasses own,
            MemberRefEntry method,
            MethodTypeDesc type,
            @Nullable Value receiver,
            List<Value> arguments,
            String site) {
        this.program = program;
        this.method = method;
        this.immutability = new Immutability(own, program);
        this.owner = OwnClasses.internalName(method.owner().asSymbol());
        this.name = method.name().stringValue();
        this.returned = ProgramFlow.typeOf(type.returnType());
        this.receiver = receiver;
        this.arguments = arguments;
        this.site = site;
    }

    Value result() {
        Value result = program.heap().saltedParts().given(known(), method, receiver, arguments);
        if (Holders.salts(owner, name, receiver, arguments)) {
            boolean sameElements = receiver != null && (owner.equals("java/util/Set") || SAME_ELEMENTS.contains(name));
            result = sameElements ? result.salt().at(receiver.site()) : result.salt();
            result = name.equals("entrySet") && receiver != null ? result.at(Comparators.entriesOf(receiver)) : result;
        } else if (name.equals("getClass") && receiver != null && program.identity().isOfOwnClass(receiver)) {
            result = result.at(OWN_CLASS);
        } else if (Comparators.decides(owner, name)) {
            boolean logs = (receiver != null && receiver.has(Trait.LOGS)) || arguments.stream().anyMatch(a -> a.has(Trait.LOGS));
            result = (logs ? result.with(Trait.LOGS) : result).at(Comparators.site(owner, name, receiver, arguments));
            program.heap().compares(result);
        }
        boolean part = receiver != null && receiver.shared() && !receiver.type().startsWith("[");
        boolean view = !name.startsWith("get") || program.hasNested();
        return part && view && Holders.leadsToChange(returned) ? result.share() : result;
    }

    private Value known() {
        if (!READ_ONLY.contains(owner + "." + name)) {
            // Java may write other elements into an array that it is given.
            arguments.stream()
                    .filter(argument -> argument.type().startsWith("[") || !argument.site().isEmpty())
                    .forEach(argument -> program.store(argument, Value.any(Value.OBJECT)));
        }
        Value result = Value.any(returned);
        if (owner.startsWith("[") && name.equals("clone") && receiver != null) {
            Value copy = Value.any(receiver.type()).at(receiver.site());
            return receiver.shared() && receiver.type().startsWith("[[") ? copy.share() : copy;
        }
        if (owner.equals("java/util/Objects") && SAME.contains(name)) {
            return arguments.stream().reduce(Value::join).orElse(result).as(returned);
        }
        if (owner.equals("java/util/Collections") && UNMODIFIABLE.contains(name)) {
            Value wrapped = arguments.getFirst();
            result = result.frozen(Frozen.SHALLOW).at(wrapped.site());
            return wrapped.salted() ? result.salt() : result;
        }
        if ((owner + "." + name).equals(VIEW) && arguments.getFirst().shared()) {
            return result.share();
        }
        return given(receiver != null ? element(result) : factory(result));
    }

    /** What a function, stream or collector gives goes on with what is made of it. */
    private Value given(Value result) {
        if (owner.equals("java/util/stream/Collectors")) {
            return collector(result);
        }
        if (name.equals("identity") && owner.equals("java/util/function/Function")) {
            return result.with(Trait.TO_HASH_SET); // what it is the key of holds the elements themselves
        }
        if (name.equals("collect") && receiver != null && !arguments.isEmpty()) {
            Value collector = arguments.getFirst();
            boolean unstable = collector.has(Trait.UNSTABLE)
                    || (collector.has(Trait.TO_HASH_SET) && receiver.has(Trait.GIVES_UNSTABLE));
            Value collected = unstable ? result.with(Trait.UNSTABLE) : result;
            return collector.has(Trait.GIVES_SALTED) ? collected.salt() : collected;
        }
        if (!returned.startsWith("java/util/stream/")) {
            return result;
        }
        boolean mapped = name.startsWith("map") || name.startsWith("flatMap");
        boolean unstable = mapped
                ? mapsToUnstable()
                : receiver != null
                        ? Holding.givesUnstable(program, receiver) || (name.equals("add") && arguments.stream().anyMatch(this::isOfUnstable))
                        : arguments.stream().anyMatch(this::isOfUnstable);
        return unstable ? result.with(Trait.GIVES_UNSTABLE) : result;
    }

    /** What mapMulti is given has no result, and gives what Java keeps on its way; Function.identity() gives what the stream has. */
    private boolean mapsToUnstable() {
        boolean itself = receiver != null && Holding.givesUnstable(program, receiver);
        return (name.startsWith("mapMulti") && program.heap().hashesByIdentity())
                || arguments.stream().anyMatch(a -> a.has(Trait.GIVES_UNSTABLE) || (itself && a.has(Trait.TO_HASH_SET)));
    }

    /** Of streams and functions their traits tell what they give. */
    private boolean isOfUnstable(Value argument) {
        boolean told = argument.type().startsWith("java/util/stream/") || JavaMembers.instance().isFunctional(argument.type());
        return Holding.givesUnstable(program, argument) || (!told && program.identity().scatters(content(argument)));
    }

    private Value collector(Value result) {
        boolean keepsOne = name.equals("toMap") && arguments.size() > 2 && !Comparators.isCommutative(arguments.get(2));
        Value made = keepsOne ? result.with(Trait.KEEPS_ONE) : result;
        for (Trait trait : List.of(Trait.UNSTABLE, Trait.GIVES_SALTED, Trait.LOGS, Trait.KEEPS_ONE)) {
            made = arguments.stream().anyMatch(a -> a.has(trait)) ? made.with(trait) : made;
        }
        int ordered = name.equals("toMap") ? 4 : name.equals("groupingBy") ? 3 : 0;
        if (name.equals("toUnmodifiableSet") || name.equals("toUnmodifiableMap")) {
            return made.with(Trait.GIVES_SALTED);
        }
        if (name.equals("toSet")) {
            return made.with(Trait.TO_HASH_SET);
        }
        if (ordered > 0 && arguments.size() < ordered) {
            Value keys = arguments.getFirst();
            made = keys.has(Trait.GIVES_UNSTABLE) ? made.with(Trait.UNSTABLE) : made;
            made = keys.has(Trait.TO_HASH_SET) ? made.with(Trait.TO_HASH_SET) : made;
        }
        boolean sets = name.equals("mapping") || name.equals("flatMapping");
        boolean last = arguments.stream().anyMatch(a -> a.has(Trait.TO_HASH_SET));
        if (sets && last && arguments.getFirst().has(Trait.GIVES_UNSTABLE)) {
            return made.with(Trait.UNSTABLE);
        }
        return last && (name.equals("filtering") || name.equals("collectingAndThen")) ? made.with(Trait.TO_HASH_SET) : made;
    }

    /** The elements of a list that is followed come out of it by these. */
    private Value element(Value result) {
        if (returned.equals("java/util/Comparator") || returned.startsWith("java/util/function/")) {
            return combined(result);
        }
        return switch (name) {
            case "iterator", "listIterator", "reversed", "subList" -> result.at(receiver == null ? "" : receiver.site());
            case "next", "get", "getFirst", "getLast", "previous" ->
                program.elementsOf(receiver == null ? result : receiver)
                        .map(e -> e.as(returned))
                        .orElse(result);
            case "toList" -> result.frozen(Frozen.SHALLOW);
            default -> result;
        };
    }

    private Value factory(Value result) {
        boolean holder = HOLDERS.contains(owner)
                || (owner.equals("java/util/Collections") && (name.startsWith("empty") || name.startsWith("singleton")));
        if (holder) {
            boolean copy = name.equals("copyOf");
            Value first = copy ? arguments.getFirst() : result;
            boolean deepCopy = first.frozen() == Frozen.DEEP;
            Value made = copy ? result.frozen(deepCopy ? Frozen.DEEP : Frozen.SHALLOW).at(first.site()) : combined(result);
            if (!copy && !owner.equals("java/util/Map")) {
                arguments.forEach(argument -> program.store(site, content(argument)));
                made = made.at(site);
            }
            if (name.equals("entry") && owner.equals("java/util/Map")) {
                program.store(ENTRIES.site(), arguments.getFirst());
            }
            return salted() ? keyed(made).salt() : made;
        }
        boolean combinator = returned.equals("java/util/Comparator") || returned.startsWith("java/util/function/");
        return combinator ? combined(result) : result;
    }

    /** Deep where all that it was made of is. */
    private Value combined(Value result) {
        boolean deep = arguments.stream().map(this::content).allMatch(immutability::isDeep)
                && (receiver == null || immutability.isDeep(receiver));
        boolean holds = HOLDERS.contains(owner) || owner.equals("java/util/Collections");
        return result.frozen(deep ? Frozen.DEEP : holds ? Frozen.SHALLOW : Frozen.NO);
    }

    /** An argument, or the elements of the array that a call with many arguments makes. */
    private Value content(Value argument) {
        if (!argument.type().startsWith("[")) {
            return argument;
        }
        String component = argument.type().substring(1);
        String type = component.startsWith("L") ? component.substring(1, component.length() - 1) : component;
        return Immutability.staysByItself(type)
                ? Value.any(type)
                : program.elementsOf(argument).orElse(argument);
    }

    /** Where the keys of a map are followed, apart from its values. */
    static String keys(Value map) {
        return map.site() + "#keys";
    }

    private Value keyed(Value made) {
        Value keyed = name.equals("copyOf") ? made : made.at(site);
        if (name.equals("ofEntries")) {
            program.elementsOf(ENTRIES).ifPresent(key -> program.store(keys(keyed), key));
        } else if (name.equals("of")) {
            for (int i = 0; i < arguments.size(); i += owner.equals("java/util/Map") ? 2 : 1) {
                program.store(keys(keyed), content(arguments.get(i)));
            }
        }
        program.heap().salted(keyed);
        return keyed;
    }

    /** Sets of two and more and maps of two and more entries are salted; those of none or one have one order. */
    private boolean salted() {
        boolean set = owner.equals("java/util/Set");
        boolean map = owner.equals("java/util/Map");
        return switch (name) {
            case "of" -> (set && (arguments.size() > 1 || array())) || (map && arguments.size() > 2);
            case "ofEntries", "copyOf" -> set || map;
            default -> false;
        };
    }

    private boolean array() {
        return arguments.size() == 1 && arguments.getFirst().type().startsWith("[");
    }
}
