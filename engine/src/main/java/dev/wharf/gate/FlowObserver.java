package dev.wharf.gate;

import dev.wharf.gate.Report.Place;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hears what happens to values, once {@link ProgramFlow} knows all that they may be. */
interface FlowObserver {

    /** What happens from now on happens in this method. */
    default void entered(ProgramFlow.Method method) {}

    /**
     * A method is called that is not one of the class's own.
     *
     * @param receiver null where it is static
     */
    default void called(@Nullable Place place, MemberRefEntry method, @Nullable Value receiver, List<Value> arguments) {}

    /** A method that is not one of the class's own becomes a functional object; its arguments come later. */
    default void referenced(@Nullable Place place, MemberRefEntry method, List<Value> captured) {}

    /**
     * The same, as the call that it will be.
     *
     * @param receiver null where it is static or a constructor
     */
    default void willBeCalled(@Nullable Place place, MemberRefEntry method, @Nullable Value receiver, List<Value> arguments) {}

    /** The hash code of one of the class's own objects is asked for. */
    default void hashed(@Nullable Place place, Value value) {}

    /** Values are given to what may be a lambda, where they cannot be followed. */
    default void handedOver(@Nullable Place place, List<Value> arguments) {}

    /** Values are joined to text. */
    default void concatenated(@Nullable Place place, List<Value> parts) {}

    default void arrayStored(@Nullable Place place, Value array, Value element) {}

    /**
     * A field of one of the class's own is set.
     *
     * @param owner the class that declares it
     */
    default void fieldSet(@Nullable Place place, String owner, String field, boolean isStatic, Value value) {}

    /** A method gives a value to a caller that is not one of the class's own. */
    default void escaped(@Nullable Place place, Value value) {}
}
