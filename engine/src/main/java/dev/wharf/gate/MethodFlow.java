package dev.wharf.gate;

import dev.wharf.gate.Report.Place;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.InvokeDynamicEntry;
import java.lang.classfile.instruction.*;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Follows values through one method (an abstract interpretation; JVMS chapter 6 says what each instruction does). */
final class MethodFlow {

    private final ProgramFlow program;
    private final OwnClasses own;
    private final ProgramFlow.Method method;
    private final FlowObserver observer;
    private final List<CodeElement> elements;
    private final Map<Label, Integer> labels = new HashMap<>();
    private final List<ExceptionCatch> catches = new ArrayList<>();
    private final @Nullable Place[] places;
    private final Map<Integer, Frame> known = new HashMap<>();
    private final Deque<Integer> open = new ArrayDeque<>();
    private int at;

    MethodFlow(ProgramFlow program, OwnClasses own, ProgramFlow.Method method, FlowObserver observer) {
        this.program = program;
        this.own = own;
        this.method = method;
        CodeModel code = method.model().code().orElseThrow();
        this.elements = code.elementList();
        this.places = new Place[elements.size()];
        Place place = null;
        for (int i = 0; i < elements.size(); i++) {
            switch (elements.get(i)) {
                case LabelTarget target -> labels.put(target.label(), i);
                case ExceptionCatch caught -> catches.add(caught);
                case LineNumber line -> place = new Place(line.line(), 1);
                default -> {}
            }
            places[i] = place;
        }
        this.observer = observer;
    }

    void run(List<Value> parameters) {
        Frame frame = new Frame();
        int slot = 0;
        for (Value parameter : parameters) {
            frame.local(slot, program.identity().mark(program.heap().saltedParts().arriving(parameter)));
            slot += parameter.wide() ? 2 : 1;
        }
        follow(0, frame);
        while (!open.isEmpty()) {
            Bounded.goOn();
            int from = open.pop();
            walk(from, known.get(from).copy());
        }
    }

    private void follow(int index, Frame frame) {
        Frame there = known.get(index);
        if (there == null) {
            known.put(index, frame.copy());
            open.push(index);
        } else if (there.join(frame)) {
            open.push(index);
        }
    }

    private void walk(int from, Frame frame) {
        for (int i = from; i < elements.size(); i++) {
            at = i;
            Bounded.goOn();
            if (i != from && elements.get(i) instanceof LabelTarget) {
                follow(i, frame);
                return;
            }
            if (elements.get(i) instanceof Instruction instruction) {
                handlers(i, frame);
                if (!step(instruction, frame)) {
                    return;
                }
                handlers(i, frame);
            }
        }
    }

    private void handlers(int index, Frame frame) {
        for (ExceptionCatch caught : catches) {
            if (index >= labels.get(caught.tryStart()) && index < labels.get(caught.tryEnd())) {
                String type = caught.catchType().map(ClassEntry::asInternalName).orElse("java/lang/Throwable");
                follow(labels.get(caught.handler()), frame.thrown(type));
            }
        }
    }

    private @Nullable Place place() {
        return places[at];
    }

    private String site() {
        return method.key() + "@" + at;
    }

    /** Does one instruction; whether the next one follows. */
    private boolean step(Instruction instruction, Frame frame) {
        switch (instruction) {
            case BranchInstruction branch -> {
                return branch(branch, frame);
            }
            case TableSwitchInstruction table -> {
                chosen(table.defaultTarget(), table.cases(), frame);
                return false;
            }
            case LookupSwitchInstruction table -> {
                chosen(table.defaultTarget(), table.cases(), frame);
                return false;
            }
            case ReturnInstruction returned -> {
                returned(returned, frame);
                return false;
            }
            case ThrowInstruction thrown -> {
                return false;
            }
            default -> {
                value(instruction, frame);
                frame.markTop(program.identity());
                return true;
            }
        }
    }

    private void chosen(Label otherwise, List<SwitchCase> cases, Frame frame) {
        frame.pop();
        follow(labels.get(otherwise), frame);
        cases.forEach(c -> follow(labels.get(c.target()), frame));
    }

    private void returned(ReturnInstruction instruction, Frame frame) {
        if (instruction.typeKind() != TypeKind.VOID) {
            Value value = frame.pop();
            program.returned(method, value);
            if (program.isCalledFromOutside(method)) {
                observer.escaped(place(), value);
            }
        }
    }

    /** The instructions after which the next one follows. */
    private void value(Instruction instruction, Frame frame) {
        switch (instruction) {
            case LoadInstruction load -> frame.push(frame.local(load.slot()));
            case StoreInstruction store -> frame.local(store.slot(), frame.pop());
            case ConstantInstruction constant -> frame.push(InstructionValues.constant(constant));
            case ArrayLoadInstruction load -> arrayLoad(load, frame);
            case ArrayStoreInstruction store -> arrayStore(frame);
            case FieldInstruction field -> field(field, frame);
            case InvokeInstruction invoke -> invoke(invoke, frame);
            case InvokeDynamicInstruction dynamic -> dynamic(dynamic.invokedynamic(), frame);
            case NewObjectInstruction created -> frame.push(Identity.made(Holders.made(created.className().asInternalName(), site())));
            case NewPrimitiveArrayInstruction created -> {
                frame.pop();
                frame.push(Value.any("[" + created.typeKind().upperBound().descriptorString()).at(site()));
            }
            case NewReferenceArrayInstruction created -> {
                frame.pop();
                frame.push(Value.any("[" + created.componentType().asSymbol().descriptorString()).at(site()));
                program.store(site(), Value.ofNull());
            }
            case NewMultiArrayInstruction created -> {
                for (int i = 0; i < created.dimensions(); i++) {
                    frame.pop();
                }
                frame.push(Value.any(OwnClasses.internalName(created.arrayType().asSymbol())));
            }
            case TypeCheckInstruction check -> {
                Value value = frame.pop();
                frame.push(value);
                InstructionValues.checkType(check, frame);
                Value cast = program.heap().saltedParts().cast(frame.pop());
                frame.push(value.type().equals(Value.OBJECT) ? program.heap().streamFromAnywhere(cast) : cast);
            }
            case OperatorInstruction operator -> InstructionValues.operator(operator, frame);
            case ConvertInstruction convert -> {
                frame.pop();
                frame.push(Value.any(InstructionValues.kind(convert.toType())));
            }
            case StackInstruction stack -> StackShuffle.apply(stack.opcode(), frame);
            case IncrementInstruction increment -> {}
            case NopInstruction nop -> {}
            default -> throw new IllegalStateException("the instruction " + instruction.opcode() + " is not followed");
        }
    }

    private boolean branch(BranchInstruction branch, Frame frame) {
        switch (branch.opcode()) {
            case GOTO, GOTO_W -> {}
            case IFEQ, IFNE, IFLT, IFGE, IFGT, IFLE, IFNULL, IFNONNULL -> frame.pop();
            default -> {
                frame.pop();
                frame.pop();
            }
        }
        follow(labels.get(branch.target()), frame);
        return branch.opcode() != Opcode.GOTO && branch.opcode() != Opcode.GOTO_W;
    }

    private void arrayLoad(ArrayLoadInstruction load, Frame frame) {
        frame.pop();
        Value array = frame.pop();
        if (load.typeKind() != TypeKind.REFERENCE) {
            frame.push(Value.any(InstructionValues.kind(load.typeKind())));
            return;
        }
        String component = array.type().startsWith("[")
                ? ProgramFlow.typeOf(ClassDesc.ofDescriptor(array.type().substring(1)))
                : Value.OBJECT;
        Value element = program.elementsOf(array)
                .orElseGet(() -> program.heap().saltedParts().fromAnywhere(Value.any(component)))
                .as(component);
        frame.push(array.shared() && component.startsWith("[") ? element.share() : element);
    }

    private void arrayStore(Frame frame) {
        Value element = frame.pop();
        frame.pop();
        Value array = frame.pop();
        program.store(array, element);
        // Arrays of arrays are many, and their arrays are looked at where one is given away.
        if (array.type().equals("[Ljava/lang/Object;") || !array.type().startsWith("[") || !element.type().startsWith("[")) {
            program.heap().keep(element);
        }
        observer.arrayStored(place(), array, element);
    }

    private void field(FieldInstruction field, Frame frame) {
        String owner = OwnClasses.internalName(field.owner().asSymbol());
        String name = field.name().stringValue();
        String type = ProgramFlow.typeOf(field.typeSymbol());
        boolean isStatic = field.opcode() == Opcode.GETSTATIC || field.opcode() == Opcode.PUTSTATIC;
        if (own.resolve(owner, name + ":" + field.type().stringValue()) instanceof OwnClasses.Target.Own(String declarer)) {
            owner = declarer;
        }
        String key = owner + "." + name;
        if (field.opcode() == Opcode.PUTFIELD || field.opcode() == Opcode.PUTSTATIC) {
            Value value = frame.pop();
            if (!isStatic) {
                frame.pop();
            }
            program.set(key, value);
            observer.fieldSet(place(), owner, name, isStatic, value);
            return;
        }
        if (!isStatic) {
            frame.pop();
        }
        if (!own.isOwn(owner)) {
            frame.push(Value.any(type).frozen(Value.Frozen.DEEP)); // Java's own constants
        } else {
            Value value = program.heap().saltedParts().arriving(program.field(key, type));
            // While a class is made, nobody else sees its arrays.
            boolean making = owner.equals(method.owner().thisClass().asInternalName())
                    && method.model().methodName().equalsString("<clinit>");
            boolean held = program.isArray(key, type) || new Immutability(own, program).isChangeable(key, type, value);
            boolean lasting = isStatic || own.isEnum(owner);
            frame.push(lasting && !making && held ? value.share() : value);
        }
    }

    private void invoke(InvokeInstruction invoke, Frame frame) {
        MethodTypeDesc type = invoke.typeSymbol();
        List<Value> arguments = arguments(type, frame);
        boolean isStatic = invoke.opcode() == Opcode.INVOKESTATIC;
        Value receiver = isStatic ? null : frame.pop();
        String owner = OwnClasses.internalName(invoke.owner().asSymbol());
        String signature = invoke.name().stringValue() + invoke.type().stringValue();
        Value result;
        if (!owner.startsWith("[") && own.resolve(owner, signature) instanceof OwnClasses.Target.Own) {
            List<Value> all = new ArrayList<>(arguments);
            if (receiver != null) {
                all.addFirst(receiver);
            }
            if (program.mayBeLambda(owner, signature)) {
                observer.handedOver(place(), arguments);
                arguments.forEach(program.heap()::keep);
                if (receiver != null && receiver.has(Value.Trait.GIVES_SALTED)) {
                    observer.handedOver(place(), List.of(receiver));
                }
            }
            if (signature.equals(Identity.TEXT) && receiver != null) {
                observer.concatenated(place(), List.of(receiver));
            }
            if (signature.equals(Identity.HASH) && receiver != null) {
                observer.hashed(place(), receiver.as(owner));
            }
            boolean exact = isStatic || invoke.opcode() == Opcode.INVOKESPECIAL;
            result = program.heap().saltedParts().arriving(program.call(owner, signature, exact, all, type));
        } else {
            observer.called(place(), invoke.method(), receiver, arguments);
            new Holding(program, invoke.method(), receiver, arguments).take();
            result = new PlatformCall(program, own, invoke.method(), type, receiver, arguments, site()).result();
            Holders.after(program, frame, invoke.method(), receiver, arguments);
        }
        if (!type.returnType().descriptorString().equals("V")) {
            frame.push(result);
        }
    }

    private static List<Value> arguments(MethodTypeDesc type, Frame frame) {
        List<Value> arguments = new ArrayList<>();
        for (int i = 0; i < type.parameterCount(); i++) {
            arguments.addFirst(frame.pop());
        }
        return arguments;
    }

    private void dynamic(InvokeDynamicEntry dynamic, Frame frame) {
        MethodTypeDesc type = dynamic.typeSymbol();
        List<Value> arguments = arguments(type, frame);
        if (BootstrapRules.factory(dynamic).equals(BootstrapRules.LAMBDA)) {
            frame.push(new LambdaFlow(program, own, observer, place(), site()).made(dynamic, arguments));
            return;
        }
        if (BootstrapRules.factory(dynamic).equals(BootstrapRules.CONCAT)) {
            observer.concatenated(place(), arguments);
        }
        frame.push(Value.any(ProgramFlow.typeOf(type.returnType()))); // ObjectMethods and the pattern switches keep nothing
    }
}
