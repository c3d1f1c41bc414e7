package dev.wharf.gate;

import dev.wharf.gate.Value.Trait;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Java's own objects come to hold by a call: things whose text shows an identity, keys whose hash code is one. */
final class Holding {

    /** The tables whose order is that of their keys' hash codes. */
    static final Set<String> TABLES = Set.of("java/util/HashMap", "java/util/HashSet", "java/util/concurrent/ConcurrentHashMap");

    private static final Set<String> ORDERED = Set.of("java/util/TreeMap", "java/util/TreeSet", "java/util/PriorityQueue");
    private static final Set<String> KEYED =
            Set.of("add", "put", "putIfAbsent", "merge", "compute", "computeIfAbsent");
    private static final Set<String> ADDED =
            Set.of("add", "addFirst", "addLast", "offer", "offerFirst", "offerLast", "push", "set");
    private static final Set<String> FILLED = Set.of("<init>", "addAll", "putAll");
    private static final Set<String> KEEPS_NOTHING = Set.of(
            "equals", "contains", "containsKey", "containsValue", "get", "getOrDefault", "indexOf", "lastIndexOf", "remove",
            "requireNonNull", "isNull", "nonNull", "valueOf", "append", "insert", "toString", "format", "formatted", "compare",
            "compareTo", "deepToString", "deepEquals", "deepHashCode");

    private final ProgramFlow program;
    private final MemberRefEntry method;
    private final String owner;
    private final String name;
    private final MethodTypeDesc type;
    private final @Nullable Value receiver;
    private final List<Value> arguments;

    Holding(ProgramFlow program, MemberRefEntry method, @Nullable Value receiver, List<Value> arguments) {
        this.program = program;
        this.method = method;
        this.owner = OwnClasses.internalName(method.owner().asSymbol());
        this.name = method.name().stringValue();
        this.type = MethodTypeDesc.ofDescriptor(method.type().stringValue());
        this.receiver = receiver;
        this.arguments = arguments;
    }

    void take() {
        program.heap().saltedParts().take(method, receiver, arguments);
        if (!KEEPS_NOTHING.contains(name) && !owner.startsWith("dev/wharf/")) {
            for (int i = 0; i < Math.min(arguments.size(), type.parameterCount()); i++) {
                if (keeps(type.parameterType(i), arguments.get(i))) {
                    program.heap().keep(arguments.get(i));
                } else if (arguments.get(i).type().startsWith("[L")) {
                    program.heap().holds(arguments.get(i).type());
                }
            }
        }
        if (owner.equals("java/util/EnumSet") || name.equals("getUnits")) {
            program.heap().hashByIdentity();
        }
        if (receiver == null || arguments.isEmpty()) {
            return;
        }
        if (name.equals("<init>") && ORDERED.contains(owner)) {
            arguments.forEach(program.heap()::orders);
        }
        Value first = arguments.getFirst();
        boolean key = KEYED.contains(name) && program.identity().scatters(first);
        if (key || (FILLED.contains(name) && givesUnstable(program, first))) {
            program.heap().unstable(receiver);
        }
        boolean added = ADDED.contains(name) && arguments.stream().anyMatch(program.identity()::scatters);
        if (Holders.isCollection(receiver.type()) && (added || (FILLED.contains(name) && givesUnstable(program, first)))) {
            program.heap().scatters(receiver);
        }
    }

    /** Whether a parameter takes anything: the argument itself, or the arrays within it. */
    private static boolean keeps(ClassDesc parameter, Value argument) {
        return switch (parameter.descriptorString()) {
            case "Ljava/lang/Object;" -> true;
            case "[Ljava/lang/Object;" -> argument.type().startsWith("[[");
            default -> false;
        };
    }

    private static boolean ofUnstable(ProgramFlow program, String type) {
        return type.startsWith("[L") && program.identity().scatters(type.substring(2, type.length() - 1));
    }

    /** Whether what is in a collection, array or stream hashes by identity, as far as it can be followed. */
    static boolean givesUnstable(ProgramFlow program, Value holder) {
        return holder.has(Trait.GIVES_UNSTABLE)
                || program.heap().isUnstable(holder)
                || program.heap().isScattering(holder)
                || ofUnstable(program, holder.type())
                || program.elementsOf(holder).filter(program.identity()::scatters).isPresent();
    }
}
