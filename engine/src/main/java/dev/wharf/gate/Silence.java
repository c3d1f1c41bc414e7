package dev.wharf.gate;

import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a function that goes through what is in salted order keeps no log of it. One that holds nothing that can change has
 * nowhere to write; of any other each instruction must be one that only reads.
 */
final class Silence {

    /** Called upon anything, these change nothing. */
    private static final Set<String> READS = Set.of(
            "contains", "containsKey", "containsValue", "get", "getOrDefault", "size", "isEmpty", "equals", "indexOf", "startsWith",
            "endsWith", "length", "charAt", "compareTo", "name", "ordinal", "text", "integer", "bigint", "decimal", "bool", "date",
            "getKey", "getValue", "getFirst", "getLast");

    private final OwnClasses own;
    private final Immutability immutability;

    Silence(OwnClasses own, ProgramFlow program) {
        this.own = own;
        this.immutability = new Immutability(own, program);
    }

    /** @param captured what the function holds from where it was made */
    boolean isSilent(MemberRefEntry method, List<Value> captured) {
        if (captured.stream().anyMatch(value -> value.has(Value.Trait.LOGS))) {
            return false;
        }
        boolean quiet = captured.stream().allMatch(immutability::isDeep) || reads(method, new HashSet<>());
        return quiet && !mayThrow(method, new HashSet<>());
    }

    /** Whether an own method throws by itself or through others: the first element that it throws for would be told. */
    private boolean mayThrow(MemberRefEntry method, Set<String> asked) {
        return bodies(method).stream().flatMap(m -> m.code().stream()).flatMap(CodeModel::elementStream).anyMatch(element ->
                element instanceof ThrowInstruction
                        || (element instanceof InvokeInstruction invoke
                                && asked.add(invoke.method().owner().asInternalName() + "." + invoke.name().stringValue() + invoke.type().stringValue())
                                && mayThrow(invoke.method(), asked)));
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

    private boolean reads(MemberRefEntry method, Set<String> asked) {
        String owner = OwnClasses.internalName(method.owner().asSymbol());
        List<MethodModel> bodies = bodies(method);
        if (!bodies.isEmpty()) {
            String key = owner + "." + method.name().stringValue() + method.type().stringValue();
            return !asked.add(key) || bodies.stream().allMatch(body -> reads(body, asked));
        }
        return READS.contains(method.name().stringValue()) || Immutability.staysByItself(owner) || owner.equals("java/util/Objects");
    }

    private boolean reads(MethodModel method, Set<String> asked) {
        return method.code().isPresent()
                && method.code().orElseThrow().elementStream().allMatch(element -> reads(element, asked));
    }

    private boolean reads(CodeElement element, Set<String> asked) {
        return switch (element) {
            case ArrayStoreInstruction store -> false;
            case FieldInstruction field -> field.opcode() == Opcode.GETFIELD || field.opcode() == Opcode.GETSTATIC;
            case InvokeInstruction invoke -> reads(invoke.method(), asked);
            case InvokeDynamicInstruction dynamic -> BootstrapRules.factory(dynamic.invokedynamic()).equals(BootstrapRules.CONCAT);
            default -> true;
        };
    }
}
