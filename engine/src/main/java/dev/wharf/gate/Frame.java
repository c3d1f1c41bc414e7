package dev.wharf.gate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The locals and the stack at one place of a method; a long or double is one value here. Mutable, of one analysis. */
final class Frame {

    private final List<@Nullable Value> locals;
    private final List<Value> stack;

    Frame() {
        this(new ArrayList<>(), new ArrayList<>());
    }

    private Frame(List<@Nullable Value> locals, List<Value> stack) {
        this.locals = locals;
        this.stack = stack;
    }

    Frame copy() {
        return new Frame(new ArrayList<>(locals), new ArrayList<>(stack));
    }

    /** The frame that a handler begins with: these locals, and the exception alone. */
    Frame thrown(String type) {
        return new Frame(new ArrayList<>(locals), new ArrayList<>(List.of(Value.any(type))));
    }

    void push(Value value) {
        stack.add(value);
    }

    /** Notes of the topmost value whether its text shows an identity. */
    void markTop(Identity identity) {
        if (!stack.isEmpty()) {
            stack.add(identity.mark(stack.removeLast()));
        }
    }

    Value pop() {
        return stack.removeLast();
    }

    Value local(int slot) {
        Value value = slot < locals.size() ? locals.get(slot) : null;
        return value == null ? Value.any(Value.OBJECT) : value;
    }

    void local(int slot, Value value) {
        while (locals.size() <= slot) {
            locals.add(null);
        }
        locals.set(slot, value);
    }

    /** Puts what is newly known of a value everywhere that it is; nothing where it is not followed from its making. */
    void replace(Value before, Value now) {
        if (!before.site().isEmpty()) {
            locals.replaceAll(value -> before.equals(value) ? now : value);
            stack.replaceAll(value -> before.equals(value) ? now : value);
        }
    }

    /** Takes another way's frame in; whether that changed anything. */
    boolean join(Frame other) {
        boolean changed = false;
        for (int i = 0; i < Math.max(locals.size(), other.locals.size()); i++) {
            Value mine = i < locals.size() ? locals.get(i) : null;
            Value theirs = i < other.locals.size() ? other.locals.get(i) : null;
            // A local that only one way sets is dead after the join, or the class would not verify.
            Value joined = mine == null ? theirs : theirs == null ? mine : mine.join(theirs);
            if (joined != null && !joined.equals(mine)) {
                local(i, joined);
                changed = true;
            }
        }
        if (stack.size() != other.stack.size()) {
            throw new IllegalStateException("two ways meet with different stacks");
        }
        for (int i = 0; i < stack.size(); i++) {
            Value joined = stack.get(i).join(other.stack.get(i));
            changed |= !joined.equals(stack.get(i));
            stack.set(i, joined);
        }
        return changed;
    }
}
