package dev.wharf.gate;

import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a function that goes through what is in salted order keeps no log of it. One that can touch nothing that changes
 * has nowhere to write; of any other each instruction must be one that only reads, or changes what it made itself. Java runs
 * comparisons, hash codes and texts of the class where it is asked for others; those must keep none either.
 */
final class Silence {

    private static final Set<String> DISPATCHED = Set.of("equals", "hashCode", "compareTo", "compare", "toString");

    private final OwnClasses own;
    private final ProgramFlow program;
    private final Immutability immutability;

    Silence(OwnClasses own, ProgramFlow program) {
        this.own = own;
        this.program = program;
        this.immutability = new Immutability(own, program);
    }

    /**
     * @param given what the function is given when it is called, as far as the class file tells
     * @param captured what the function holds from where it was made
     */
    boolean isSilent(MemberRefEntry method, MethodTypeDesc given, List<Value> captured) {
        if (captured.stream().anyMatch(this::mayLog) || mayThrow(method, new HashSet<>())) {
            return false;
        }
        boolean untouchable = captured.stream().allMatch(immutability::isDeep)
                && given.parameterList().stream().allMatch(type -> immutability.isImmutableType(ProgramFlow.typeOf(type)));
        return untouchable || (asksQuietly() && reads(method, new HashSet<>()));
    }

    /** Whether Java may compare and hash the class's own values, and sort by its orders, without a log being kept. */
    boolean asksQuietly() {
        return !program.heap().ordersNoisily()
                && own.models().values().stream()
                        .flatMap(model -> model.methods().stream())
                        .filter(method -> DISPATCHED.contains(method.methodName().stringValue()))
                        .allMatch(this::isSilent);
    }

    /** Whether a value is a function that may keep a log of what it is asked, as far as it could be followed. */
    boolean mayLog(Value value) {
        String type = value.type();
        ClassModel model = own.models().get(type);
        if (model != null && !model.flags().has(AccessFlag.INTERFACE)) {
            return !model.methods().stream()
                    .filter(method -> !method.methodName().stringValue().startsWith("<"))
                    .allMatch(this::isSilent);
        }
        return value.has(Value.Trait.LOGS) || (value.frozen() != Value.Frozen.DEEP && program.heap().keepsLogging(type));
    }

    private boolean isSilent(MethodModel method) {
        return reads(method, new HashSet<>()) && !mayThrow(method, new HashSet<>());
    }

    /** Whether an own method throws by itself or through others: the first element that it throws for would be told. */
    private boolean mayThrow(MemberRefEntry method, Set<String> seen) {
        return bodies(method).stream().anyMatch(body -> mayThrow(body, seen));
    }

    private boolean mayThrow(MethodModel method, Set<String> seen) {
        List<Instruction> code = instructions(method);
        for (int i = 0; i < code.size(); i++) {
            boolean throwing =
                    switch (code.get(i)) {
                        case ThrowInstruction thrown -> !isNoMatch(code, i);
                        case InvokeInstruction invoke -> seen.add(key(invoke.method())) && mayThrow(invoke.method(), seen);
                        case InvokeDynamicInstruction dynamic -> {
                            MemberRefEntry target = target(dynamic);
                            yield target != null && seen.add(key(target)) && mayThrow(target, seen);
                        }
                        default -> false;
                    };
            if (throwing) {
                return true;
            }
        }
        return false;
    }

    /** Whether this is the exception that javac writes for a switch that knows all cases; it says nothing of the value. */
    private static boolean isNoMatch(List<Instruction> code, int thrown) {
        return thrown >= 5
                && code.get(thrown - 5) instanceof NewObjectInstruction created
                && created.className().asInternalName().equals("java/lang/MatchException")
                && code.get(thrown - 4).opcode() == Opcode.DUP
                && code.get(thrown - 3) instanceof ConstantInstruction message
                && message.opcode() == Opcode.ACONST_NULL
                && code.get(thrown - 2) instanceof ConstantInstruction cause
                && cause.opcode() == Opcode.ACONST_NULL;
    }

    /** The own methods that a reference may reach, in whichever class; none where it names one of Java's. */
    private List<MethodModel> bodies(MemberRefEntry method) {
        String owner = OwnClasses.internalName(method.owner().asSymbol());
        String signature = method.name().stringValue() + method.type().stringValue();
        boolean ofOwn = own.resolve(owner, signature) instanceof OwnClasses.Target.Own(String declarer) && own.isOwn(declarer);
        return ofOwn
                ? own.models().values().stream()
                        .flatMap(model -> model.methods().stream())
                        .filter(m -> signature.equals(m.methodName().stringValue() + m.methodType().stringValue()))
                        .toList()
                : List.of();
    }

    private boolean reads(MemberRefEntry method, Set<String> seen) {
        List<MethodModel> bodies = bodies(method);
        return bodies.isEmpty()
                ? ReadingCalls.reads(method)
                : !seen.add(key(method)) || bodies.stream().allMatch(body -> reads(body, seen));
    }

    private boolean reads(MethodModel method, Set<String> seen) {
        if (method.code().isEmpty()) {
            return !program.hasLambdaTypes(); // abstract: the methods of own classes are looked at beside it
        }
        Making making = new Making(own, method);
        return instructions(method).stream().allMatch(element -> reads(element, method, making, seen));
    }

    private boolean reads(CodeElement element, MethodModel method, Making making, Set<String> seen) {
        return switch (element) {
            case ArrayStoreInstruction store -> making.onlyMakesArrays();
            case FieldInstruction field ->
                field.opcode() == Opcode.GETFIELD
                        || field.opcode() == Opcode.GETSTATIC
                        || (method.methodName().equalsString("<init>") && making.ownEntering().allMatch(immutability::isImmutableType));
            case InvokeInstruction invoke -> calls(invoke.method(), making, seen);
            case InvokeDynamicInstruction dynamic -> {
                MemberRefEntry target = target(dynamic);
                yield target == null || calls(target, making, seen);
            }
            default -> true;
        };
    }

    private boolean calls(MemberRefEntry method, Making making, Set<String> seen) {
        return reads(method, seen) && making.changesNoArgument(method)
                || (bodies(method).isEmpty() && making.onlyChangesItsOwn(method));
    }

    /** What a lambda or method reference will call; null where the instruction makes none. */
    private static @Nullable MemberRefEntry target(InvokeDynamicInstruction dynamic) {
        List<LoadableConstantEntry> arguments = BootstrapRules.arguments(dynamic.invokedynamic());
        boolean lambda = BootstrapRules.factory(dynamic.invokedynamic()).equals(BootstrapRules.LAMBDA);
        return lambda && arguments.get(1) instanceof MethodHandleEntry handle ? handle.reference() : null;
    }

    private static List<Instruction> instructions(MethodModel method) {
        return method.code().stream()
                .flatMap(code -> code.elementStream())
                .filter(Instruction.class::isInstance)
                .map(Instruction.class::cast)
                .toList();
    }

    private static String key(MemberRefEntry method) {
        return method.owner().asInternalName() + "." + method.name().stringValue() + method.type().stringValue();
    }
}
