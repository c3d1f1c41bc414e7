package dev.wharf.gate;

import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which objects of a method's are of its own making, told by type: where none of a type comes in from outside (as a parameter,
 * from a field, from an own method, by a cast), every one that it touches was made by it.
 */
final class Making {

    private static final String ITERATOR = "java/util/Iterator";
    private static final Set<String> STEPS = Set.of("hasNext", "next");

    /** Interfaces through which nothing can be changed. */
    private static final Set<String> READ = Set.of(
            "java/lang/CharSequence", "java/lang/Comparable", "java/lang/Iterable", "java/lang/Number", "java/util/Optional",
            "dev/wharf/migration/SourceRow");

    private final OwnClasses own;
    private final Set<String> entering = new HashSet<>();

    Making(OwnClasses own, MethodModel method) {
        this.own = own;
        method.methodTypeSymbol().parameterList().forEach(this::enters);
        method.code().orElseThrow().elementStream().forEach(this::enters);
    }

    private void enters(CodeElement element) {
        switch (element) {
            case TypeCheckInstruction check when check.opcode() == Opcode.CHECKCAST -> enters(check.type().asSymbol());
            case FieldInstruction field -> enters(field.typeSymbol());
            case InvokeInstruction invoke when own.isOwn(OwnClasses.internalName(invoke.owner().asSymbol())) ->
                enters(invoke.typeSymbol().returnType());
            default -> {}
        }
    }

    private void enters(ClassDesc type) {
        if (!Immutability.staysByItself(ProgramFlow.typeOf(type))) {
            entering.add(ProgramFlow.typeOf(type));
        }
    }

    /** The own types of which objects come in. */
    Stream<String> ownEntering() {
        return entering.stream().filter(own::isOwn);
    }

    boolean onlyMakesArrays() {
        return entering.stream().noneMatch(type -> type.startsWith("[") || type.equals(Value.OBJECT));
    }

    /** Whether what a method of Java changes, in what it is called upon or given, is of this method's making. */
    boolean onlyChangesItsOwn(MemberRefEntry called) {
        String owner = OwnClasses.internalName(called.owner().asSymbol());
        boolean goesOn = owner.equals(ITERATOR) && STEPS.contains(called.name().stringValue()) && entering.stream().noneMatch(this::isIterator);
        return goesOn || (isWorkpiece(owner) && makes(owner) && changesNoArgument(called));
    }

    /** Whether a call is given nothing from outside that it could change; collections are only read by what is allowed. */
    boolean changesNoArgument(MemberRefEntry called) {
        return MethodTypeDesc.ofDescriptor(called.type().stringValue()).parameterList().stream()
                .map(ProgramFlow::typeOf)
                .allMatch(type -> type.startsWith("[") ? onlyMakesArrays() : isOnlyRead(type) || makes(type));
    }

    private boolean isOnlyRead(String type) {
        return type.length() == 1
                || Immutability.staysByItself(type)
                || isGroup(type)
                || own.isOwn(type)
                || READ.contains(type)
                || type.startsWith("java/time/")
                || type.startsWith("java/util/stream/")
                || JavaMembers.instance().isFunctional(type);
    }

    private boolean isIterator(String type) {
        return type.equals(ITERATOR) || type.equals(Value.OBJECT) || own.isOwn(type) || subtype(type, ITERATOR);
    }

    /** Whether a type is a class or collection of Java's whose objects change, and that does not run functions. */
    private static boolean isWorkpiece(String type) {
        return isGroup(type)
                || (JavaMembers.instance().isType(type)
                        && !JavaMembers.reflect(type).isInterface()
                        && !type.equals(Value.OBJECT)
                        && !Immutability.staysByItself(type));
    }

    /** What collections give is often a view of them. */
    private static boolean isGroup(String type) {
        return Holders.isCollection(type) || Holders.leadsToChange(type);
    }

    private boolean makes(String type) {
        if (!JavaMembers.instance().isType(type)) {
            return false;
        }
        return isGroup(type)
                ? entering.stream().noneMatch(other -> isGroup(other) || own.isOwn(other))
                : entering.stream().noneMatch(other -> other.equals(type) || subtype(other, type));
    }

    private static boolean subtype(String type, String of) {
        return JavaMembers.instance().isType(type)
                && JavaMembers.instance().isType(of)
                && JavaMembers.reflect(of).isAssignableFrom(JavaMembers.reflect(type));
    }
}
