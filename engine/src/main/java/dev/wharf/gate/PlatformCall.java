package dev.wharf.gate;

import dev.wharf.gate.Value.Frozen;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of the result of a method of Java or of the migration API. */
final class PlatformCall {

    private static final Set<String> UNMODIFIABLE = Set.of(
            "unmodifiableList", "unmodifiableMap", "unmodifiableSet", "unmodifiableCollection", "unmodifiableSortedMap",
            "unmodifiableSortedSet", "unmodifiableSequencedMap", "unmodifiableSequencedSet",
            "unmodifiableSequencedCollection");
    private static final Set<String> SAME = Set.of("requireNonNull", "requireNonNullElse");
    /** Makes a list through which an array can be written. */
    static final String VIEW = "java/util/Arrays.asList";

    /** What only reads the arrays that it is given. */
    static final Set<String> READ_ONLY = Set.of(
            "java/util/List.of", "java/util/Set.of", "java/util/Map.ofEntries", "java/util/stream/Stream.of",
            "java/util/stream/IntStream.of", "java/util/stream/LongStream.of", "java/util/Arrays.stream",
            "java/util/Arrays.toString", "java/util/Arrays.equals", "java/util/Arrays.copyOf",
            "java/util/Arrays.copyOfRange", "java/util/Arrays.binarySearch", "java/lang/String.format",
            "java/lang/String.formatted", "java/lang/String.join", "java/lang/String.valueOf", "java/lang/String.<init>",
            "java/math/BigInteger.<init>", "java/util/UUID.nameUUIDFromBytes", "java/util/HexFormat.formatHex",
            "java/util/Base64$Encoder.encodeToString", "java/util/EnumSet.of", "java/lang/StringBuilder.append",
            "java/util/Objects.requireNonNull", "java/util/Objects.isNull", "java/util/Objects.nonNull",
            "dev/wharf/migration/TargetRow.set");
    private static final Set<String> HOLDERS =
            Set.of("java/util/List", "java/util/Set", "java/util/Map", "java/util/Map$Entry", "java/util/Optional");

    private final ProgramFlow program;
    private final Immutability immutability;
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
        this.immutability = new Immutability(own, program);
        this.owner = OwnClasses.internalName(method.owner().asSymbol());
        this.name = method.name().stringValue();
        this.returned = ProgramFlow.typeOf(type.returnType());
        this.receiver = receiver;
        this.arguments = arguments;
        this.site = site;
    }

    Value result() {
        if (!READ_ONLY.contains(owner + "." + name)) {
            // Java may write other elements into an array that it is given.
            arguments.stream()
                    .filter(argument -> argument.type().startsWith("[") || !argument.site().isEmpty())
                    .forEach(argument -> program.store(argument.site(), Value.any(Value.OBJECT)));
        }
        Value result = Value.any(returned);
        if (owner.startsWith("[") && name.equals("clone") && receiver != null) {
            return Value.any(receiver.type()).at(receiver.site());
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
        if (receiver != null) {
            return element(result);
        }
        return factory(result);
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
            Value made = copy ? result.frozen(Frozen.SHALLOW).at(arguments.getFirst().site()) : combined(result);
            if (!copy && !owner.equals("java/util/Map")) {
                arguments.forEach(argument -> program.store(site, content(argument)));
                made = made.at(site);
            }
            return salted() ? made.salt() : made;
        }
        boolean combinator = returned.equals("java/util/Comparator") || returned.startsWith("java/util/function/");
        return combinator ? combined(result) : result;
    }

    /** Deep where all that it was made of is. */
    private Value combined(Value result) {
        boolean deep = arguments.stream().map(this::content).allMatch(immutability::isDeep)
                && (receiver == null || immutability.isDeep(receiver));
        return result.frozen(deep ? Frozen.DEEP : Frozen.SHALLOW);
    }

    /** An argument, or the elements of the array that a call with many arguments makes. */
    private Value content(Value argument) {
        return argument.type().startsWith("[") ? program.elementsOf(argument).orElse(argument) : argument;
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
