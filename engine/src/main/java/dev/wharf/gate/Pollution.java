package dev.wharf.gate;

import dev.wharf.gate.Report.Place;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a collection may hold something else than its declared type says. Casts can put an array into what claims to
 * hold texts; then a constant collection would carry state from row to row. So where a constant relies on its declared
 * type, nothing that can change may be put into a collection by what makes constants.
 */
final class Pollution implements FlowObserver {

    private static final Set<String> KEEPS_NOTHING = Set.of(
            "equals", "contains", "containsKey", "containsValue", "get", "indexOf", "lastIndexOf", "remove", "requireNonNull",
            "isNull", "nonNull", "valueOf", "append", "insert", "toString", "compare", "compareTo");

    private final Immutability immutability;
    private final Set<String> makers;
    private final boolean generates;
    private boolean makesConstants;
    private boolean supplies;
    private boolean arraysWritten;
    private boolean arraysGiven;
    private boolean mutablesGiven;

    Pollution(OwnClasses own, ProgramFlow program) {
        this.immutability = new Immutability(own, program);
        this.makers = new CallGraph(own).reachableFrom(key -> key.contains(".<clinit>("));
        this.generates = own.models().values().stream().anyMatch(Pollution::generates);
    }

    private static boolean generates(ClassModel model) {
        for (PoolEntry entry : model.constantPool()) {
            if (entry instanceof MemberRefEntry ref && ref.name().equalsString("generate")) {
                return true;
            }
        }
        return false;
    }

    boolean isPossible() {
        return mutablesGiven || (arraysGiven && arraysWritten);
    }

    @Override
    public void entered(ProgramFlow.Method method) {
        makesConstants = makers.contains(method.key());
        supplies = method.model().methodTypeSymbol().parameterCount() == 0;
    }

    @Override
    public void called(@Nullable Place place, MemberRefEntry method, @Nullable Value receiver, List<Value> arguments) {
        String owner = OwnClasses.internalName(method.owner().asSymbol());
        String name = method.name().stringValue();
        arraysWritten |= !PlatformCall.READ_ONLY.contains(owner + "." + name) && arguments.stream().anyMatch(Pollution::isForeignArray);
        if (!makesConstants || KEEPS_NOTHING.contains(name)) {
            return;
        }
        MethodTypeDesc type = MethodTypeDesc.ofDescriptor(method.type().stringValue());
        for (int i = 0; i < Math.min(arguments.size(), type.parameterCount()); i++) {
            switch (type.parameterType(i).descriptorString()) {
                case "Ljava/lang/Object;" -> mutablesGiven |= !isFixed(arguments.get(i));
                case "[Ljava/lang/Object;" -> mutablesGiven |= arguments.get(i).type().startsWith("[[");
                default -> {}
            }
        }
    }

    @Override
    public void willBeCalled(@Nullable Place place, MemberRefEntry method, @Nullable Value receiver, List<Value> arguments) {
        called(place, method, receiver, arguments);
        String returned = ProgramFlow.typeOf(MethodTypeDesc.ofDescriptor(method.type().stringValue()).returnType());
        String name = method.name().stringValue();
        if (makesConstants && name.equals("<init>")) {
            // A supplier of containers takes nothing; only generate makes elements of it.
            mutablesGiven |= !arguments.isEmpty() || generates;
        } else if (makesConstants && !name.equals("copyOf")) {
            // A copy cannot change, and what is in it was looked at.
            given(Value.any(returned), arguments.isEmpty() && !generates);
        }
    }

    @Override
    public void escaped(@Nullable Place place, Value value) {
        if (makesConstants) {
            given(value, supplies && !generates);
        }
    }

    @Override
    public void arrayStored(@Nullable Place place, Value array, Value element) {
        arraysWritten |= isForeignArray(array);
        boolean open = array.type().equals("[Ljava/lang/Object;") || !array.type().startsWith("[");
        mutablesGiven |= makesConstants && open && !isFixed(element);
    }

    private static boolean isForeignArray(Value value) {
        return value.site().isEmpty() && (value.type().startsWith("[") || value.type().equals(Value.OBJECT));
    }

    /**
     * Takes what a function gives to Java. A stream is no element, and neither is the container that a supplier makes; what
     * is in those was looked at.
     */
    private void given(Value value, boolean container) {
        String type = value.type();
        boolean holds = type.startsWith("java/util/") && !type.startsWith("java/util/function/");
        if (type.startsWith("[")) {
            arraysGiven = true;
        } else if (holds) {
            boolean stream = type.startsWith("java/util/stream/");
            mutablesGiven |= !container && !stream && value.frozen() == Value.Frozen.NO && !isFixed(value);
        } else {
            mutablesGiven |= !type.equals(Value.OBJECT) && !isFixed(value);
        }
    }

    private boolean isFixed(Value value) {
        return value.type().length() == 1 || immutability.isDeep(value);
    }
}
