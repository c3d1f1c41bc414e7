package dev.wharf.gate;

import dev.wharf.gate.Report.Place;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.*;
import java.lang.reflect.AccessFlag;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What exception handlers swallow. A handler takes listed exceptions, or everything: finally, and what javac writes around
 * record patterns. One that takes everything must throw on what it took, for an overflow of the stack that becomes an
 * exception shows how deep the stack was, which no two runs share, and hides what stops a row that runs away.
 */
final class HandlerRules {

    /** Each is followed over the whole method. */
    private static final int MAX_HANDLERS = 200;

    private static final String ANY = "java/lang/Throwable";
    private static final String MATCH = "java/lang/MatchException";
    private static final String EXPECTED = "Catch the exception that you expect; don't return or jump out of finally";
    private static final Set<String> MATCH_PARENTS = Set.of(MATCH, "java/lang/RuntimeException", "java/lang/Exception");

    private final OwnClasses own;
    private final ClassModel model;
    private final MethodModel method;
    private final Report report;
    private final Map<Label, Integer> labels = new HashMap<>();
    private final List<ExceptionCatch> catches = new ArrayList<>();

    HandlerRules(OwnClasses own, ClassModel model, MethodModel method, Report report) {
        this.own = own;
        this.model = model;
        this.method = method;
        this.report = report;
    }

    void check(List<CodeElement> elements) {
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i) instanceof LabelTarget target) {
                labels.put(target.label(), i);
            } else if (elements.get(i) instanceof ExceptionCatch caught) {
                catches.add(caught);
            }
        }
        if (catches.size() > MAX_HANDLERS) {
            report.add(
                    null,
                    "size",
                    "%s has %d exception handlers, at most %d may be".formatted(method.methodName(), catches.size(), MAX_HANDLERS),
                    "Split the method");
            return;
        }
        for (ExceptionCatch caught : catches) {
            check(elements, caught);
        }
    }

    private static String type(ExceptionCatch caught) {
        return caught.catchType().map(ClassEntry::asInternalName).orElse(ANY);
    }

    private void check(List<CodeElement> elements, ExceptionCatch caught) {
        int handler = labels.get(caught.handler());
        switch (type(caught)) {
            case ANY -> takesAll(elements, caught, handler);
            case "java/lang/NoSuchFieldError" -> {
                if (!model.flags().has(AccessFlag.SYNTHETIC)) {
                    swallowed(elements, handler, "A handler takes Error and does not throw it on", "Catch the exception that you expect");
                }
            }
            case String type -> {
                boolean listed = type.endsWith("Exception") && JavaMembers.instance().isType(type);
                if (!listed && !own.isException(type)) {
                    swallowed(
                            elements,
                            handler,
                            "A handler takes %s and does not throw it on".formatted(OwnClasses.shown(type)),
                            "Catch the exception that you expect");
                }
            }
        }
    }

    private void takesAll(List<CodeElement> elements, ExceptionCatch caught, int handler) {
        if (makesMatchException(elements, handler)) {
            if (!readsRecords(elements, caught) && own.models().values().stream().anyMatch(m -> catches(m, MATCH_PARENTS))) {
                swallowed(
                        elements,
                        labels.get(caught.tryStart()),
                        "A record pattern calls an accessor with code of its own, whose errors a handler would take as a MatchException",
                        "Leave the accessor to Java, or don't catch RuntimeException or MatchException");
            }
            return;
        }
        Set<Integer> region = new TreeSet<>();
        if (returns(elements, handler, region) || !throwsOn(elements, handler, region)) {
            swallowed(elements, handler, "A handler takes Throwable and does not throw it on", EXPECTED);
        } else if (region.stream().anyMatch(i -> mayThrow(elements.get(i))) && mayBeCaught(region)) {
            swallowed(
                    elements,
                    handler,
                    "What finally does may fail, and a handler would take that in place of what finally was to throw on",
                    "Move what may fail behind the try statement");
        }
    }

    private void swallowed(List<CodeElement> elements, int handler, String message, String next) {
        Place at = null;
        for (int i = handler; i < elements.size() && at == null; i++) {
            at = elements.get(i) instanceof LineNumber line ? new Place(line.line(), 1) : null;
        }
        report.add(at, "catch", message, next);
    }

    /** Whether a way from the handler leads to a return; gathers the places that the handler may reach. */
    private boolean returns(List<CodeElement> elements, int from, Set<Integer> seen) {
        Deque<Integer> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            Bounded.goOn();
            int at = open.pop();
            if (at >= elements.size() || !seen.add(at)) {
                continue;
            }
            for (ExceptionCatch caught : catches) {
                // A try around the one that the handler belongs to begins before it, and sees what it throws on.
                boolean within = labels.get(caught.tryStart()) >= from;
                if (within && covers(caught, at)) {
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

    private boolean covers(ExceptionCatch caught, int at) {
        return at >= labels.get(caught.tryStart()) && at < labels.get(caught.tryEnd());
    }

    /** Whether all that is thrown is what the handler took: it keeps it in a local of its own first. */
    private static boolean throwsOn(List<CodeElement> elements, int handler, Set<Integer> region) {
        List<Integer> instructions = new ArrayList<>();
        for (int i : region) {
            if (elements.get(i) instanceof Instruction) {
                instructions.add(i);
            }
        }
        int first = handler;
        while (!(elements.get(first) instanceof Instruction)) {
            first++;
        }
        if (!(elements.get(first) instanceof StoreInstruction kept) || kept.typeKind() != TypeKind.REFERENCE) {
            return false;
        }
        for (int i : instructions) {
            boolean overwritten = i != first
                    && elements.get(i) instanceof StoreInstruction store
                    && (store.slot() == kept.slot() || (store.slot() + 1 == kept.slot() && store.typeKind().slotSize() == 2));
            boolean another = elements.get(i) instanceof ThrowInstruction
                    && !(elements.get(i - 1) instanceof LoadInstruction load && load.slot() == kept.slot());
            if (overwritten || another) {
                return false;
            }
        }
        return true;
    }

    private static boolean mayThrow(CodeElement element) {
        return switch (element) {
            case LoadInstruction load -> false;
            case StoreInstruction store -> false;
            case ConstantInstruction.LoadConstantInstruction load -> load.constantEntry().tag() == PoolEntry.TAG_CLASS;
            case ConstantInstruction constant -> false;
            case IncrementInstruction increment -> false;
            case StackInstruction stack -> false;
            case NopInstruction nop -> false;
            case BranchInstruction branch -> false;
            case TableSwitchInstruction table -> false;
            case LookupSwitchInstruction table -> false;
            case ConvertInstruction convert -> false;
            case ThrowInstruction thrown -> false;
            case OperatorInstruction operator ->
                switch (operator.opcode()) {
                    case IDIV, IREM, LDIV, LREM, ARRAYLENGTH -> true;
                    default -> false;
                };
            case Instruction other -> true;
            default -> false;
        };
    }

    /** Whether a handler may take what the places throw: one around them, or one of whatever called this method. */
    private boolean mayBeCaught(Set<Integer> places) {
        boolean around = catches.stream()
                .anyMatch(caught -> !type(caught).equals(ANY) && places.stream().anyMatch(at -> covers(caught, at)));
        return around || (isCalled() && own.models().values().stream().anyMatch(m -> catches(m, Set.of())));
    }

    private boolean isCalled() {
        String name = method.methodName().stringValue();
        boolean entry = model.thisClass().asInternalName().equals(own.main()) && name.equals("migrate");
        return !entry || own.models().values().stream().anyMatch(other -> refersTo(other, name));
    }

    private static boolean refersTo(ClassModel other, String name) {
        for (PoolEntry entry : other.constantPool()) {
            if (entry instanceof MemberRefEntry ref && ref.name().equalsString(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a class has a handler of one of these types; where none is given, of any type but Throwable. */
    private static boolean catches(ClassModel model, Set<String> types) {
        return model.methods().stream()
                .flatMap(m -> m.code().stream())
                .flatMap(code -> code.exceptionHandlers().stream())
                .map(HandlerRules::type)
                .anyMatch(type -> types.isEmpty() ? !type.equals(ANY) && !type.equals("java/lang/NoSuchFieldError") : types.contains(type));
    }

    /** The shape that javac gives the handler around the accessors of a record pattern. */
    private static boolean makesMatchException(List<CodeElement> elements, int handler) {
        List<Instruction> found = new ArrayList<>();
        for (int i = handler; i < elements.size() && found.size() < 8; i++) {
            if (elements.get(i) instanceof Instruction instruction) {
                found.add(instruction);
            }
        }
        return found.size() == 8
                && found.get(0) instanceof StoreInstruction kept
                && found.get(1) instanceof NewObjectInstruction created
                && created.className().asInternalName().equals(MATCH)
                && found.get(2).opcode() == Opcode.DUP
                && found.get(3) instanceof LoadInstruction first
                && first.slot() == kept.slot()
                && found.get(4) instanceof InvokeInstruction text
                && text.name().equalsString("toString")
                && found.get(5) instanceof LoadInstruction second
                && second.slot() == kept.slot()
                && found.get(6) instanceof InvokeInstruction init
                && init.name().equalsString("<init>")
                && found.get(7) instanceof ThrowInstruction;
    }

    /** Whether all that may fail within a try are accessors that Java generates for records. */
    private boolean readsRecords(List<CodeElement> elements, ExceptionCatch caught) {
        for (int i = labels.get(caught.tryStart()); i < labels.get(caught.tryEnd()); i++) {
            boolean reads = elements.get(i) instanceof InvokeInstruction invoke && isPlainAccessor(invoke);
            if (mayThrow(elements.get(i)) && !reads && !(elements.get(i) instanceof TypeCheckInstruction)) {
                return false;
            }
        }
        return true;
    }

    private boolean isPlainAccessor(InvokeInstruction invoke) {
        ClassModel record = own.models().get(invoke.owner().asInternalName());
        return record != null
                && own.isRecord(invoke.owner().asInternalName())
                && record.methods().stream()
                        .filter(m -> m.methodName().equalsString(invoke.name().stringValue())
                                && m.methodType().equalsString(invoke.type().stringValue()))
                        .flatMap(m -> m.code().stream())
                        .anyMatch(code -> code.elementStream()
                                .filter(Instruction.class::isInstance)
                                .allMatch(e -> e instanceof LoadInstruction || e instanceof FieldInstruction || e instanceof ReturnInstruction));
    }
}
