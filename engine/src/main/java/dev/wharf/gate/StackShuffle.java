package dev.wharf.gate;

import java.lang.classfile.Opcode;

/** The instructions that reorder the stack, where a long or double is one value (JVMS 6.5, forms of dup and pop). */
final class StackShuffle {

    private StackShuffle() {}

    static void apply(Opcode opcode, Frame frame) {
        switch (opcode) {
            case POP -> frame.pop();
            case POP2 -> {
                if (!frame.pop().wide()) {
                    frame.pop();
                }
            }
            case DUP -> {
                Value a = frame.pop();
                push(frame, a, a);
            }
            case DUP_X1 -> {
                Value a = frame.pop();
                Value b = frame.pop();
                push(frame, a, b, a);
            }
            case DUP_X2 -> dupX2(frame);
            case DUP2 -> {
                Value a = frame.pop();
                if (a.wide()) {
                    push(frame, a, a);
                } else {
                    Value b = frame.pop();
                    push(frame, b, a, b, a);
                }
            }
            case DUP2_X1 -> dup2X1(frame);
            case DUP2_X2 -> dup2X2(frame);
            case SWAP -> {
                Value a = frame.pop();
                Value b = frame.pop();
                push(frame, a, b);
            }
            default -> throw new IllegalStateException("the stack instruction " + opcode + " is not followed");
        }
    }

    private static void dupX2(Frame frame) {
        Value a = frame.pop();
        Value b = frame.pop();
        if (b.wide()) {
            push(frame, a, b, a);
        } else {
            Value c = frame.pop();
            push(frame, a, c, b, a);
        }
    }

    private static void dup2X1(Frame frame) {
        Value a = frame.pop();
        Value b = frame.pop();
        if (a.wide()) {
            push(frame, a, b, a);
        } else {
            Value c = frame.pop();
            push(frame, b, a, c, b, a);
        }
    }

    private static void dup2X2(Frame frame) {
        Value a = frame.pop();
        Value b = frame.pop();
        if (a.wide() && b.wide()) {
            push(frame, a, b, a);
        } else if (a.wide()) {
            Value c = frame.pop();
            push(frame, a, c, b, a);
        } else {
            Value c = frame.pop();
            if (c.wide()) {
                push(frame, b, a, c, b, a);
            } else {
                Value d = frame.pop();
                push(frame, b, a, d, c, b, a);
            }
        }
    }

    private static void push(Frame frame, Value... values) {
        for (Value value : values) {
            frame.push(value);
        }
    }
}
