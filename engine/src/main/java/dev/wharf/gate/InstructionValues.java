package dev.wharf.gate;

import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;

/** The values of instructions that look at nothing but their operands. */
final class InstructionValues {

    private InstructionValues() {}

    static Value constant(ConstantInstruction constant) {
        return switch (constant.constantValue()) {
            case String text -> Value.text(text);
            case Integer number -> Value.any("I");
            case Long number -> Value.any("J");
            case Float number -> Value.any("F");
            case Double number -> Value.any("D");
            case ClassDesc type -> Value.any("java/lang/Class").frozen(Value.Frozen.DEEP);
            default -> Value.ofNull();
        };
    }

    static void checkType(TypeCheckInstruction check, Frame frame) {
        Value value = frame.pop();
        if (check.opcode() == Opcode.INSTANCEOF) {
            frame.push(Value.any("I"));
        } else {
            frame.push(value.type().equals(Value.NULL) ? value : Holders.cast(value, OwnClasses.internalName(check.type().asSymbol())));
        }
    }

    static void operator(OperatorInstruction operator, Frame frame) {
        switch (operator.opcode()) {
            case INEG, LNEG, FNEG, DNEG, ARRAYLENGTH -> frame.pop();
            default -> {
                frame.pop();
                frame.pop();
            }
        }
        frame.push(
                switch (operator.opcode()) {
                    case ARRAYLENGTH, LCMP, FCMPL, FCMPG, DCMPL, DCMPG -> Value.any("I");
                    default -> Value.any(kind(operator.typeKind()));
                });
    }

    /** A kind as {@link Value} spells its type. */
    static String kind(TypeKind kind) {
        return ProgramFlow.typeOf(kind.upperBound());
    }
}
