package dev.wharf.gate;

import dev.wharf.gate.Report.Place;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CustomAttribute;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.PseudoInstruction;
import java.lang.classfile.attribute.RuntimeInvisibleTypeAnnotationsAttribute;
import java.lang.classfile.attribute.RuntimeVisibleTypeAnnotationsAttribute;
import java.lang.classfile.attribute.StackMapTableAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.*;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The instructions of one method: each by its kind, anything else refused. */
final class CodeShape {

    private final OwnClasses own;
    private final ClassModel model;
    private final MethodModel method;
    private final Report report;
    private final BootstrapRules bootstraps;
    private @Nullable Place place;

    CodeShape(OwnClasses own, ClassModel model, MethodModel method, Report report, BootstrapRules bootstraps) {
        this.own = own;
        this.model = model;
        this.method = method;
        this.report = report;
        this.bootstraps = bootstraps;
    }

    void check() {
        CodeModel code = method.code().orElseThrow();
        List<CodeElement> elements = code.elementList();
        for (CodeElement element : elements) {
            switch (element) {
                case LineNumber line -> place = new Place(line.line(), 1);
                case InvokeInstruction invoke when comparesClasses(elements, invoke) || namesClass(elements, invoke) -> {}
                case Instruction instruction -> instruction(instruction);
                case PseudoInstruction pseudo -> {}
                case StackMapTableAttribute frames -> {}
                case RuntimeVisibleTypeAnnotationsAttribute annotations -> annotated();
                case RuntimeInvisibleTypeAnnotationsAttribute annotations -> annotated();
                case CustomAttribute<?> custom -> annotated();
                default -> annotated();
            }
        }
        new HandlerRules(own, model, method, report).check(elements);
    }

    /** Whether this call is a part of {@code o.getClass().getSimpleName()}; {@link IdentityRules} looks at whose name it is. */
    private static boolean namesClass(List<CodeElement> elements, InvokeInstruction invoke) {
        boolean name = ClassShape.isSimpleName(invoke.method());
        if (!name && !isGetClass(invoke)) {
            return false;
        }
        List<Instruction> code = instructions(elements);
        int first = code.indexOf(invoke) - (name ? 1 : 0);
        return first >= 0
                && first + 1 < code.size()
                && isGetClass(code.get(first))
                && code.get(first + 1) instanceof InvokeInstruction second
                && second.opcode() == Opcode.INVOKEVIRTUAL
                && ClassShape.isSimpleName(second.method());
    }

    private static List<Instruction> instructions(List<CodeElement> elements) {
        return elements.stream().filter(Instruction.class::isInstance).map(Instruction.class::cast).toList();
    }

    /** Whether this call and its neighbour are {@code getClass() != o.getClass()}, as an equals of its own asks. */
    private static boolean comparesClasses(List<CodeElement> elements, InvokeInstruction invoke) {
        if (!isGetClass(invoke)) {
            return false;
        }
        List<Instruction> code = instructions(elements);
        int at = code.indexOf(invoke);
        return pair(code, at) || pair(code, at - 2);
    }

    private static boolean pair(List<Instruction> code, int first) {
        return first >= 0
                && first + 3 < code.size()
                && isGetClass(code.get(first))
                && code.get(first + 1) instanceof LoadInstruction
                && isGetClass(code.get(first + 2))
                && code.get(first + 3) instanceof BranchInstruction branch
                && (branch.opcode() == Opcode.IF_ACMPEQ || branch.opcode() == Opcode.IF_ACMPNE);
    }

    private static boolean isGetClass(Instruction instruction) {
        return instruction instanceof InvokeInstruction invoke
                && invoke.name().equalsString("getClass")
                && invoke.type().equalsString("()Ljava/lang/Class;");
    }

    private void annotated() {
        report.add(place, "attribute", "The code of %s carries an attribute".formatted(method.methodName()), "Write plain Java");
    }

    private void instruction(Instruction instruction) {
        switch (instruction) {
            case FieldInstruction field -> field(field);
            case InvokeInstruction invoke -> invoke(invoke);
            case InvokeDynamicInstruction dynamic -> bootstraps.checkAt(place, dynamic.invokedynamic());
            case ConstantInstruction.LoadConstantInstruction load -> constant(load.constantEntry());
            case NewObjectInstruction created -> type(created.className().asSymbol());
            case NewReferenceArrayInstruction created -> type(created.componentType().asSymbol());
            case NewMultiArrayInstruction created -> type(created.arrayType().asSymbol());
            case TypeCheckInstruction check -> type(check.type().asSymbol());
            case MonitorInstruction monitor ->
                report.add(place, "synchronized", "A synchronized block stands here", "Leave it out: a migration has one thread");
            case ConstantInstruction constant -> {}
            case ArrayLoadInstruction array -> {}
            case ArrayStoreInstruction array -> {}
            case BranchInstruction branch -> {}
            case ConvertInstruction convert -> {}
            case IncrementInstruction increment -> {}
            case LoadInstruction load -> {}
            case LookupSwitchInstruction table -> {}
            case NewPrimitiveArrayInstruction created -> {}
            case NopInstruction nop -> {}
            case OperatorInstruction operator -> {}
            case ReturnInstruction returned -> {}
            case StackInstruction stack -> {}
            case StoreInstruction store -> {}
            case TableSwitchInstruction table -> {}
            case ThrowInstruction thrown -> {}
            default ->
                report.add(
                        place,
                        "instruction",
                        "The instruction %s is not among what plain Java compiles to".formatted(instruction.opcode()),
                        "Write plain Java");
        }
    }

    private void field(FieldInstruction field) {
        String owner = OwnClasses.internalName(field.owner().asSymbol());
        String key = ":" + field.type().stringValue();
        member(owner, field.name().stringValue(), key);
        boolean writes = field.opcode() == Opcode.PUTFIELD || field.opcode() == Opcode.PUTSTATIC;
        if (writes && !maySet(owner, field.name().stringValue() + key, field.opcode() == Opcode.PUTSTATIC)) {
            report.add(
                    place,
                    "field",
                    "%s.%s is set, and is not this code's to set".formatted(OwnClasses.shown(owner), field.name().stringValue()),
                    "Give a final field its value where it is declared");
        }
    }

    /** An own field may be set; a final one by the class that has it, while that or its object is made. */
    private boolean maySet(String owner, String member, boolean isStatic) {
        if (!(own.resolve(owner, member) instanceof OwnClasses.Target.Own(String declarer))) {
            return false;
        }
        boolean making = declarer.equals(model.thisClass().asInternalName())
                && method.methodName().equalsString(isStatic ? "<clinit>" : "<init>");
        return making
                || own.models().get(declarer).fields().stream()
                        .filter(f -> member.equals(f.fieldName().stringValue() + ":" + f.fieldType().stringValue()))
                        .noneMatch(f -> f.flags().has(AccessFlag.FINAL));
    }

    private void invoke(InvokeInstruction invoke) {
        String owner = OwnClasses.internalName(invoke.owner().asSymbol());
        String name = invoke.name().stringValue();
        if (bootstraps.isFactoryMethod(invoke.method())) {
            Hints.member(report, place, owner, name);
        }
        // What an own hashCode makes of the parts goes into own sets and maps; asked for by a row, it is refused there.
        boolean part = name.equals("hashCode")
                && invoke.opcode() != Opcode.INVOKESPECIAL
                && method.methodName().equalsString("hashCode")
                && own.isAllowedType(owner);
        if (!part) {
            member(owner, name, invoke.type().stringValue());
        }
        boolean ofObject = own.resolve(owner, name + invoke.type().stringValue()) instanceof OwnClasses.Target.Platform(String declarer)
                && declarer.equals("java/lang/Object");
        if (invoke.opcode() == Opcode.INVOKESPECIAL && ofObject && name.equals("toString")) {
            report.add(
                    place,
                    "identity",
                    "super.toString() of Object shows an object's identity, which differs from start to start",
                    "Write the text from the fields");
        }
    }

    private void member(String owner, String name, String descriptor) {
        if (!own.isAllowedMember(owner, name + descriptor)) {
            Hints.member(report, place, owner, name);
        }
    }

    private void type(ClassDesc type) {
        if (!own.isAllowedType(type)) {
            Hints.type(report, place, OwnClasses.internalName(type));
        }
    }

    private void constant(LoadableConstantEntry entry) {
        switch (entry.tag()) {
            case PoolEntry.TAG_STRING, PoolEntry.TAG_INTEGER, PoolEntry.TAG_FLOAT, PoolEntry.TAG_LONG, PoolEntry.TAG_DOUBLE -> {}
            case PoolEntry.TAG_CLASS -> {
                String type = OwnClasses.internalName(((ClassEntry) entry).asSymbol());
                if (!own.isAnyEnum(type)) {
                    report.add(
                            place,
                            "class-literal",
                            "%s.class stands here; only an enum's may, for EnumMap and EnumSet".formatted(OwnClasses.shown(type)),
                            "Use pattern matching instead of classes as values");
                }
            }
            default ->
                report.add(place, "constant", "A constant of kind %d is loaded".formatted(entry.tag()), "Write plain Java");
        }
    }
}
