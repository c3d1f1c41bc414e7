package dev.wharf.gate;

import dev.wharf.gate.Report.Place;
import dev.wharf.gate.Value.Trait;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What goes through its elements in an order that differs from start to start is only asked for single ones, or sorted.
 * Sets and maps of {@code of} and {@code copyOf} have salted order; a hash table whose keys hash by identity has another.
 */
final class OrderRules implements FlowObserver {

    /** Where something in salted order may be given, as it comes out sorted, or only single elements are asked for. */
    private static final Set<String> TAKES_ANY = Set.of(
            "java/util/Objects.requireNonNull", "java/util/Objects.requireNonNullElse", "java/util/Objects.isNull",
            "java/util/Objects.nonNull", "java/util/Set.copyOf", "java/util/Map.copyOf");
    private static final Set<String> SORTS = Set.of(
            "java/util/TreeMap.<init>", "java/util/TreeSet.<init>", "java/util/EnumMap.<init>", "java/util/EnumSet.copyOf",
            "java/util/Collections.disjoint", "java/util/Objects.equals");
    private static final Set<String> SORTED = Set.of("java/util/TreeMap", "java/util/TreeSet");
    /** What compares elements with others, one after the other. */
    private static final Set<String> COMPARES = Set.of("containsAll", "equals", "containsValue");
    private static final Set<String> CHANGES = Set.of(
            "<init>", "add", "addAll", "put", "putAll", "putIfAbsent", "merge", "compute", "computeIfAbsent", "computeIfPresent",
            "remove", "clear", "collect");
    private static final Set<String> COMPARING = Set.of("equals(Ljava/lang/Object;)Z", Identity.HASH);

    private final Report report;
    private final ProgramFlow program;
    private final boolean comparators;
    private final boolean ownEquality;
    private String method = "";

    OrderRules(OwnClasses own, Report report, ProgramFlow program) {
        this.report = report;
        this.program = program;
        this.comparators = own.models().values().stream().anyMatch(OrderRules::sortsByComparator);
        this.ownEquality = own.models().values().stream().anyMatch(OrderRules::comparesByItself);
    }

    /** Whether a class makes sorted collections in an order of its own, which may run any code, or call unequal things equal. */
    private static boolean sortsByComparator(ClassModel model) {
        for (PoolEntry entry : model.constantPool()) {
            boolean sorted = entry instanceof MemberRefEntry ref
                    && SORTED.contains(ref.owner().asInternalName())
                    && ref.name().equalsString("<init>")
                    && Set.of("(Ljava/util/Comparator;)V", "(Ljava/util/SortedSet;)V", "(Ljava/util/SortedMap;)V")
                            .contains(ref.type().stringValue());
            if (sorted) {
                return true;
            }
        }
        return false;
    }

    private static boolean comparesByItself(ClassModel model) {
        return model.methods().stream()
                .filter(m -> COMPARING.contains(m.methodName().stringValue() + m.methodType().stringValue()))
                .flatMap(m -> m.code().stream())
                .anyMatch(code -> code.elementStream().noneMatch(InvokeDynamicInstruction.class::isInstance));
    }

    @Override
    public void entered(ProgramFlow.Method entered) {
        method = entered.key() + "@";
    }

    @Override
    public void called(@Nullable Place place, MemberRefEntry called, @Nullable Value receiver, List<Value> arguments) {
        String owner = OwnClasses.internalName(called.owner().asSymbol());
        String name = called.name().stringValue();
        if (receiver != null) {
            asked(place, owner, name, receiver, arguments);
        }
        goneThrough(place, called, receiver, arguments);
        for (Value argument : arguments) {
            boolean collected = owner.equals("java/util/stream/Collectors") || name.equals("collect");
            if (argument.has(Trait.GIVES_SALTED) && !collected) {
                salted(place, "What gives a Set.of or Map.of is given to %s.%s".formatted(OwnClasses.shown(owner), name));
            }
            if (argument.salted() && !mayTake(owner, name, receiver, argument)) {
                salted(place, "A Set.of or Map.of is given to " + OwnClasses.shown(owner) + "." + name);
            }
            if (owner.equals("dev/wharf/migration/Json") && program.heap().saltedParts().holds(argument)) {
                salted(place, "What holds a Set.of or Map.of becomes JSON");
            }
            boolean text = IdentityRules.TO_TEXT.contains(owner + "." + name);
            if (!collected && !text && program.heap().isUnstable(argument) && !mayTake(owner, name, receiver, argument) && argument.type().startsWith("java/util/")) {
                unstable(place, "A hash table is given to " + OwnClasses.shown(owner) + "." + name);
            }
        }
    }

    /** What runs code of the class over elements in salted order: functions that it is given, comparisons and hash codes. */
    private void goneThrough(
            @Nullable Place place, MemberRefEntry called, @Nullable Value receiver, List<Value> arguments) {
        String owner = OwnClasses.internalName(called.owner().asSymbol());
        String name = called.name().stringValue();
        List<ClassDesc> types = MethodTypeDesc.ofDescriptor(called.type().stringValue()).parameterList();
        boolean tells = arguments.stream().anyMatch(argument -> argument.has(Trait.KEEPS_ONE) || argument.has(Trait.LOGS));
        for (int i = 0; i < Math.min(types.size(), arguments.size()); i++) {
            boolean function = JavaMembers.instance().isFunctional(OwnClasses.internalName(types.get(i)));
            tells |= function && program.silence().mayLog(arguments.get(i));
        }
        boolean salted = (receiver != null && receiver.salted()) || arguments.stream().anyMatch(Value::salted);
        if (salted && tells) {
            salted(place, "What ." + name + " is given could tell the order of a Set.of or Map.of");
        }
        SaltedParts parts = program.heap().saltedParts();
        boolean compared = salted || (receiver != null && parts.holds(receiver)) || arguments.stream().anyMatch(parts::holds);
        if (compared && owner.startsWith("java/util/") && !program.silence().asksQuietly()) {
            salted(place, "." + name + " compares elements of a Set.of or Map.of by code that could tell their order");
        }
    }

    private void asked(@Nullable Place place, String owner, String name, Value receiver, List<Value> arguments) {
        if (receiver.has(Trait.GIVES_SALTED)) {
            salted(place, "." + name + " gives a Set.of or Map.of");
        }
        if (receiver.salted() && (!keepsOrderIn(owner, name, receiver, arguments) || (COMPARES.contains(name) && !comparesAlike(receiver)))) {
            salted(place, "." + name + " goes through a Set.of or Map.of");
        }
        boolean single = SourceUses.UNORDERED.contains(name) || CHANGES.contains(name);
        if (!single && receiver.type().startsWith("java/util/") && program.heap().isUnstable(receiver)) {
            unstable(place, "." + name + " goes through a hash table");
        }
    }

    private boolean keepsOrderIn(String owner, String name, Value receiver, List<Value> arguments) {
        if (Immutability.staysByItself(receiver.type())) {
            return false; // a text that was made in this order
        }
        boolean extreme = (name.equals("min") || name.equals("max")) && owner.equals("java/util/stream/Stream");
        if (!name.equals("sorted") && !name.equals("sort") && !extreme) {
            return Holders.keepsOrderIn(owner, name);
        }
        return arguments.isEmpty()
                ? program.heap().sortsAlike(receiver)
                : (Comparators.isByKey(arguments.getFirst(), receiver) && program.heap().sortsAlikeByKey(receiver))
                        || (Comparators.isNatural(arguments.getFirst()) && program.heap().sortsAlike(receiver));
    }

    /** Whether comparing elements in any order has one outcome: it runs no code of the class, and meets no order of its own. */
    private boolean comparesAlike(Value value) {
        return !comparators && !ownEquality && program.heap().sortsAlike(value);
    }

    private boolean mayTake(String owner, String name, @Nullable Value receiver, Value argument) {
        String key = owner + "." + name;
        if (Immutability.staysByItself(argument.type())) {
            return false; // a text that was made in this order
        }
        // Of a collection that another method made, the salt would not be seen there.
        boolean followed = receiver == null || (receiver.site().startsWith(method) && program.heap().saltedParts().mayBeFilled(receiver));
        if (SaltedParts.isPut(owner, name, argument) || TAKES_ANY.contains(key) || (followed && Holders.takesSalted(owner, name)) || (owner.equals("java/util/Collections") && name.startsWith("unmodifiable"))) {
            return true;
        }
        boolean sorted = receiver != null && SORTED.contains(receiver.type()) && (name.equals("addAll") || name.equals("putAll"));
        boolean asked = receiver != null && SourceUses.UNORDERED.contains(name) && !name.equals("getOrDefault");
        boolean made = name.equals("<init>") || name.equals("copyOf");
        return (sorted || (asked && Holders.isCollection(argument.type())) || SORTS.contains(key))
                && program.heap().sortsAlike(argument)
                && (made || !comparators)
                && (!asked || !ownEquality);
    }

    @Override
    public void willBeCalled(@Nullable Place place, MemberRefEntry method, @Nullable Value receiver, List<Value> arguments) {
        called(place, method, receiver, arguments);
    }

    @Override
    public void handedOver(@Nullable Place place, List<Value> arguments) {
        if (arguments.stream().anyMatch(OrderRules::leaksSalt)) {
            salted(place, "A Set.of or Map.of is given to a functional interface");
        }
    }

    @Override
    public void arrayStored(@Nullable Place place, Value array, Value element) {
        if (leaksSalt(element)) {
            salted(place, "A Set.of or Map.of is put into an array");
        }
    }

    @Override
    public void escaped(@Nullable Place place, Value value) {
        if (leaksSalt(value)) {
            salted(place, "A Set.of or Map.of is given back to a stream or collection");
        }
    }

    private static boolean leaksSalt(Value value) {
        return value.salted() || value.has(Trait.GIVES_SALTED);
    }

    private void salted(@Nullable Place place, String what) {
        report.add(place, "salted-order", what + ", and Java changes the order of those from start to start", Hints.salted());
    }

    private void unstable(@Nullable Place place, String what) {
        report.add(
                place,
                "identity-order",
                what + " whose keys hash by identity (enums, arrays, plain objects), so its order differs from start to start",
                "Use EnumMap and EnumSet for enums, else LinkedHashMap, LinkedHashSet or TreeMap");
    }
}
