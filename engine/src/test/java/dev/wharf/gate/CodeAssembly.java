package dev.wharf.gate;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.constantpool.ConstantPoolBuilder;
import java.lang.classfile.constantpool.FieldRefEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.instruction.*;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the instructions of one method; {@link ClassAssembly} says where they come from. */
final class CodeAssembly {

    private static final String LOOKUP = "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;";
    /** The bootstrap methods by a short name; any other is given in full. */
    private static final Map<String, String> FACTORIES = Map.of(
            "lambda",
            "java/lang/invoke/LambdaMetafactory.metafactory" + LOOKUP
                    + "Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;",
            "altlambda",
            "java/lang/invoke/LambdaMetafactory.altMetafactory" + LOOKUP
                    + "Ljava/lang/invoke/MethodType;[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;",
            "concat",
            "java/lang/invoke/StringConcatFactory.makeConcatWithConstants" + LOOKUP
                    + "Ljava/lang/invoke/MethodType;Ljava/lang/String;[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;",
            "record",
            "java/lang/runtime/ObjectMethods.bootstrap" + LOOKUP
                    + "Ljava/lang/invoke/TypeDescriptor;Ljava/lang/Class;Ljava/lang/String;[Ljava/lang/invoke/MethodHandle;)Ljava/lang/Object;",
            "typeswitch",
            "java/lang/runtime/SwitchBootstraps.typeSwitch" + LOOKUP
                    + "Ljava/lang/invoke/MethodType;[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;",
            "enumswitch",
            "java/lang/runtime/SwitchBootstraps.enumSwitch" + LOOKUP
                    + "Ljava/lang/invoke/MethodType;[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;");

    private final CodeBuilder code;
    private final Map<String, Label> labels = new HashMap<>();

    CodeAssembly(CodeBuilder code) {
        this.code = code;
    }

    void write(List<String> lines) {
        lines.forEach(this::write);
    }

    private void write(String line) {
        if (line.endsWith(":")) {
            code.labelBinding(label(line.substring(0, line.length() - 1)));
            return;
        }
        int space = line.indexOf(' ');
        String word = space < 0 ? line : line.substring(0, space);
        String operand = space < 0 ? "" : line.substring(space + 1).strip();
        String[] words = operand.split(" +");
        ConstantPoolBuilder pool = code.constantPool();
        switch (word) {
            case "try" -> {
                if (words[3].equals("any")) {
                    code.exceptionCatchAll(label(words[0]), label(words[1]), label(words[2]));
                } else {
                    code.exceptionCatch(label(words[0]), label(words[1]), label(words[2]), type(words[3]));
                }
            }
            case "ldc" -> code.ldc(constant(pool, operand));
            case "indy" -> code.with(InvokeDynamicInstruction.of(site(pool, operand)));
            case "new" -> code.new_(type(operand));
            case "checkcast" -> code.checkcast(type(operand));
            case "instanceof" -> code.instanceOf(type(operand));
            case "anewarray" -> code.anewarray(type(operand));
            case "newarray" -> code.newarray(TypeKind.valueOf(operand.toUpperCase(Locale.ROOT)));
            case "iinc" -> code.iinc(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
            case "bipush" -> code.bipush(Integer.parseInt(operand));
            case "jsr", "ret" -> code.with(word.equals("jsr")
                    ? DiscontinuedInstruction.JsrInstruction.of(label(operand))
                    : DiscontinuedInstruction.RetInstruction.of(Integer.parseInt(operand)));
            case "invokestatic-itf", "invokespecial-itf" ->
                code.with(InvokeInstruction.of(
                        Opcode.valueOf(word.substring(0, word.indexOf('-')).toUpperCase(Locale.ROOT)), Member.of(operand).method(pool, true)));
            default -> code.with(plain(Opcode.valueOf(word.toUpperCase(Locale.ROOT)), operand, pool));
        }
    }

    private Instruction plain(Opcode opcode, String operand, ConstantPoolBuilder pool) {
        return switch (opcode.kind()) {
            case LOAD -> LoadInstruction.of(kind(opcode), Integer.parseInt(operand));
            case STORE -> StoreInstruction.of(kind(opcode), Integer.parseInt(operand));
            case FIELD_ACCESS -> FieldInstruction.of(opcode, Member.of(operand).field(pool));
            case INVOKE -> InvokeInstruction.of(opcode, Member.of(operand).method(pool, opcode == Opcode.INVOKEINTERFACE));
            case BRANCH -> BranchInstruction.of(opcode, label(operand));
            case CONSTANT -> ConstantInstruction.ofIntrinsic(opcode);
            case STACK -> StackInstruction.of(opcode);
            case OPERATOR -> OperatorInstruction.of(opcode);
            case CONVERT -> ConvertInstruction.of(opcode);
            case RETURN -> ReturnInstruction.of(opcode);
            case ARRAY_LOAD -> ArrayLoadInstruction.of(opcode);
            case ARRAY_STORE -> ArrayStoreInstruction.of(opcode);
            case MONITOR -> MonitorInstruction.of(opcode);
            case THROW_EXCEPTION -> ThrowInstruction.of();
            case NOP -> NopInstruction.of();
            default -> throw new IllegalArgumentException("the assembly has no " + opcode);
        };
    }

    private static TypeKind kind(Opcode opcode) {
        return switch (opcode.name().charAt(0)) {
            case 'I' -> TypeKind.INT;
            case 'L' -> TypeKind.LONG;
            case 'D' -> TypeKind.DOUBLE;
            case 'F' -> TypeKind.FLOAT;
            default -> TypeKind.REFERENCE;
        };
    }

    private Label label(String name) {
        return labels.computeIfAbsent(name, n -> code.newLabel());
    }

    /** A constant such as {@code "a text"}, {@code int:5}, {@code class:T}, {@code type:()V}, {@code handle:6:Owner.name()V}, {@code dynamic:type~bootstrap}. */
    static LoadableConstantEntry constant(ConstantPoolBuilder pool, String text) {
        if (text.startsWith("\"")) {
            return pool.stringEntry(text.substring(1, text.length() - 1).replace("\\1", "\1").replace("\\2", "\2"));
        }
        String what = text.substring(text.indexOf(':') + 1);
        return switch (text.substring(0, text.indexOf(':'))) {
            case "int" -> pool.intEntry(Integer.parseInt(what));
            case "class" -> pool.classEntry(type(what));
            case "type" -> pool.methodTypeEntry(MethodTypeDesc.ofDescriptor(what));
            case "handle" -> handle(pool, what);
            case "dynamic" -> {
                String[] words = what.split("~");
                yield pool.constantDynamicEntry(
                        pool.bsmEntry(handle(pool, "6:" + words[1]), List.of()),
                        pool.nameAndTypeEntry("x", ClassDesc.ofDescriptor(words[0])));
            }
            default -> throw new IllegalArgumentException("the assembly has no constant " + text);
        };
    }

    private static MethodHandleEntry handle(ConstantPoolBuilder pool, String text) {
        int kind = text.charAt(0) - '0';
        Member member = Member.of(text.substring(2));
        MemberRefEntry ref = kind < 5 ? member.field(pool) : member.method(pool, kind == 9);
        return pool.methodHandleEntry(kind, ref);
    }

    /** A dynamic call: {@code name(…)… factory constant constant …}. */
    private static java.lang.classfile.constantpool.InvokeDynamicEntry site(ConstantPoolBuilder pool, String text) {
        String[] words = text.split(" +");
        int split = words[0].indexOf('(');
        List<LoadableConstantEntry> arguments = new ArrayList<>();
        for (int i = 2; i < words.length; i++) {
            arguments.add(constant(pool, words[i]));
        }
        MethodHandleEntry factory = handle(pool, "6:" + FACTORIES.getOrDefault(words[1], words[1]));
        return pool.invokeDynamicEntry(
                pool.bsmEntry(factory, arguments),
                pool.nameAndTypeEntry(words[0].substring(0, split), MethodTypeDesc.ofDescriptor(words[0].substring(split))));
    }

    static ClassDesc type(String name) {
        return name.startsWith("[") ? ClassDesc.ofDescriptor(name) : ClassDesc.ofInternalName(name);
    }

    static String internal(ClassDesc type) {
        return OwnClasses.internalName(type);
    }

    /** A member as {@code Owner.name(…)…} or {@code Owner.name:…}. */
    record Member(ClassDesc owner, String name, String descriptor) {

        static Member of(String text) {
            int type = text.indexOf('(') < 0 ? text.indexOf(':') : text.indexOf('(');
            int dot = text.lastIndexOf('.', type);
            String descriptor = text.charAt(type) == ':' ? text.substring(type + 1) : text.substring(type);
            return new Member(CodeAssembly.type(text.substring(0, dot)), text.substring(dot + 1, type), descriptor);
        }

        MemberRefEntry method(ConstantPoolBuilder pool, boolean ofInterface) {
            MethodTypeDesc type = MethodTypeDesc.ofDescriptor(descriptor);
            return ofInterface ? pool.interfaceMethodRefEntry(owner, name, type) : pool.methodRefEntry(owner, name, type);
        }

        FieldRefEntry field(ConstantPoolBuilder pool) {
            return pool.fieldRefEntry(owner, name, ClassDesc.ofDescriptor(descriptor));
        }
    }
}
