package dev.wharf.gate;

import dev.wharf.gate.Report.Place;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CustomAttribute;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The instructions of one method: each by its kind, anything else refused; and what its exception handlers swallow. */
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
                case Instruction instruction -> instruction(instruction);
                case PseudoInstruction pseudo -> {}
                case StackMapTableAttribute frames -> {}
                case RuntimeVisibleTypeAnnotationsAttribute annotations -> annotated();
                case RuntimeInvisibleTypeAnnotationsAttribute annotations -> annotated();
                case CustomAttribute<?> custom -> annotated();
                default -> annotated();
            }
        }
        handlers(elements);
    }

    private void annotated() {
        report.add(place, "attribute", "The code of %s carries an attribute".formatted(method.methodName()), "Write plain Java");
    }

    private void instruction(Instruction instruction) {
        switch (instruction) {
            case FieldInstruction field ->
                member(OwnClasses.internalName(field.owner().asSymbol()), field.name().stringValue(), ":" + field.type().stringValue());
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

    private void invoke(InvokeInstruction invoke) {
        String owner = OwnClasses.internalName(invoke.owner().asSymbol());
        String name = invoke.name().stringValue();
        if (bootstraps.isFactoryMethod(invoke.method())) {
            Hints.member(report, place, owner, name);
        }
        member(owner, name, invoke.type().stringValue());
        boolean identity = invoke.opcode() == Opcode.INVOKESPECIAL
                && owner.equals("java/lang/Object")
                && name.equals("toString");
        if (identity) {
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
                if (!own.isEnum(type)) {
                    report.add(
                            place,
                            "class-literal",
                            "%s.class stands here; only an own enum's may, for EnumMap and EnumSet".formatted(OwnClasses.shown(type)),
                            "Use pattern matching instead of classes as values");
                }
            }
            default ->
                report.add(place, "constant", "A constant of kind %d is loaded".formatted(entry.tag()), "Write plain Java");
        }
    }

    /**
     * A handler that takes everything (finally, and what javac writes around record patterns) must go on throwing: no way
     * from it may lead to a return, else it would swallow what stops a row that runs away. Other handlers take listed
     * exceptions only.
     */
    private void handlers(List<CodeElement> elements) {
        Map<Label, Integer> labels = new HashMap<>();
        List<ExceptionCatch> catches = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i) instanceof LabelTarget target) {
                labels.put(target.label(), i);
            } else if (elements.get(i) instanceof ExceptionCatch caught) {
                catches.add(caught);
            }
        }
        for (ExceptionCatch caught : catches) {
            String type = caught.catchType().map(ClassEntry::asInternalName).orElse("java/lang/Throwable");
            int handler = labels.get(caught.handler());
            switch (type) {
                case "java/lang/Throwable" -> {
                    if (returns(elements, labels, catches, handler)) {
                        swallowed(elements, handler, "Throwable", "Catch the exception that you expect; don't return or jump out of finally");
                    }
                }
                case "java/lang/NoSuchFieldError" -> {
                    if (!model.flags().has(AccessFlag.SYNTHETIC)) {
                        swallowed(elements, handler, "Error", "Catch the exception that you expect");
                    }
                }
                default -> {
                    if (!type.endsWith("Exception") || !JavaMembers.instance().isType(type)) {
                        swallowed(elements, handler, OwnClasses.shown(type), "Catch the exception that you expect");
                    }
                }
            }
        }
    }

    private void swallowed(List<CodeElement> elements, int handler, String type, String next) {
        Place at = null;
        for (int i = handler; i < elements.size() && at == null; i++) {
            at = elements.get(i) instanceof LineNumber line ? new Place(line.line(), 1) : null;
        }
        report.add(at, "catch", "A handler takes %s and does not throw it on".formatted(type), next);
    }

    private static boolean returns(
            List<CodeElement> elements, Map<Label, Integer> labels, List<ExceptionCatch> catches, int from) {
        Deque<Integer> open = new ArrayDeque<>(List.of(from));
        Set<Integer> seen = new HashSet<>();
        while (!open.isEmpty()) {
            int at = open.pop();
            if (at >= elements.size() || !seen.add(at)) {
                continue;
            }
            for (ExceptionCatch caught : catches) {
                // A try around the one that the handler belongs to begins before it, and sees what it throws on.
                boolean within = labels.get(caught.tryStart()) >= from;
                if (within && at >= labels.get(caught.tryStart()) && at < labels.get(caught.tryEnd())) {
                    open.push(labels.get(caught.handler()));
                }
            }
            switch (elements.get(at)) {
                case ReturnInstruction returned -> {
                    return true;
                }
                case ThrowInstruction thrown -> {}
                case BranchInstruction branch -> {
                    open.push(labels.get(branch.target()));
                    if (branch.opcode() != Opcode.GOTO && branch.opcode() != Opcode.GOTO_W) {
                        open.push(at + 1);
                    }
                }
                case TableSwitchInstruction table -> {
                    open.push(labels.get(table.defaultTarget()));
                    table.cases().forEach(c -> open.push(labels.get(c.target())));
                }
                case LookupSwitchInstruction table -> {
                    open.push(labels.get(table.defaultTarget()));
                    table.cases().forEach(c -> open.push(labels.get(c.target())));
                }
                default -> open.push(at + 1);
            }
        }
        return false;
    }
}
