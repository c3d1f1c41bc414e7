package dev.wharf.gate;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.InvokeDynamicEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Follows values through all methods of a class and its nested ones until nothing new is learnt: parameters are what all
 * callers give, results what all returns give, fields what all writes give. Sound for the classes that
 * {@link ClassShape} accepts, as nothing else can call or write them.
 */
final class ProgramFlow {

    /** Every round that changes something moves a value up a short ladder; more rounds than this are no honest class. */
    private static final int MAX_ROUNDS = 100;

    static final String ANYWHERE = "*";

    /** A method of one of the classes. */
    record Method(ClassModel owner, MethodModel model) {

        String key() {
            return owner.thisClass().asInternalName() + "." + signature();
        }

        String signature() {
            return model.methodName().stringValue() + model.methodType().stringValue();
        }

        boolean isLambda() {
            return model.flags().has(AccessFlag.SYNTHETIC);
        }

        boolean isStatic() {
            return model.flags().has(AccessFlag.STATIC);
        }
    }

    private final OwnClasses own;
    private final Map<String, Method> methods = new LinkedHashMap<>();
    private final Map<String, List<Value>> parameters = new LinkedHashMap<>();
    private final Map<String, Value> results = new HashMap<>();
    private final Map<String, Value> fields = new HashMap<>();
    private final Map<String, Value> elements = new HashMap<>();
    private final Set<String> calledFromOutside = new HashSet<>();
    private final Identity identity;
    private final Heap heap;
    private final Silence silence;
    private boolean lambdaTypes;
    private boolean nested;
    private boolean changed;

    ProgramFlow(OwnClasses own) {
        this.own = own;
        this.identity = new Identity(own, this);
        this.heap = new Heap(own, this);
        this.silence = new Silence(own, this);
        for (ClassModel model : own.models().values()) {
            model.fields().forEach(field -> constant(model, field));
            for (PoolEntry entry : model.constantPool()) {
                lambdaTypes |= entry instanceof InvokeDynamicEntry dynamic
                        && BootstrapRules.factory(dynamic).equals(BootstrapRules.LAMBDA)
                        && own.isOwn(typeOf(dynamic.typeSymbol().returnType()));
            }
            for (MethodModel method : model.methods()) {
                if (method.code().isPresent()) {
                    Method entry = new Method(model, method);
                    methods.put(entry.key(), entry);
                }
            }
        }
    }

    /** A field whose value stands in the class file has it before any code runs. */
    private void constant(ClassModel model, FieldModel field) {
        field.findAttribute(Attributes.constantValue()).ifPresent(attribute -> {
            Value value = attribute.constant().constantValue() instanceof String text
                    ? Value.text(text)
                    : Value.any(typeOf(field.fieldTypeSymbol()));
            fields.put(model.thisClass().asInternalName() + "." + field.fieldName().stringValue(), value);
        });
    }

    /** Learns all that can happen from the methods that the runner and Java call. */
    ProgramFlow run() {
        for (Method method : methods.values()) {
            boolean root = method.model().methodName().equalsString("<clinit>")
                    || (method.owner().thisClass().asInternalName().equals(own.main())
                            && method.model().methodName().equalsString("<init>"))
                    || overridesPlatform(method);
            if (root) {
                fromOutside(method.key(), List.of());
            }
        }
        settle();
        return this;
    }

    /** Adds the methods that nothing calls, so that they are judged too. */
    ProgramFlow withUncalled() {
        List<String> uncalled = methods.keySet().stream()
                .filter(key -> !parameters.containsKey(key))
                .toList();
        uncalled.forEach(key -> enter(key, anyParameters(methods.get(key))));
        settle();
        return this;
    }

    /** Goes through every method once more and tells what happens. */
    void observe(FlowObserver observer) {
        for (String key : List.copyOf(parameters.keySet())) {
            observer.entered(methods.get(key));
            new MethodFlow(this, own, methods.get(key), observer).run(parameters.get(key));
        }
    }

    private void settle() {
        FlowObserver nobody = new FlowObserver() {};
        for (int round = 0; round < MAX_ROUNDS; round++) {
            changed = false;
            for (String key : List.copyOf(parameters.keySet())) {
                new MethodFlow(this, own, methods.get(key), nobody).run(parameters.get(key));
            }
            if (!(changed | heap.changed())) {
                return;
            }
        }
        throw new IllegalStateException("what the values are is not settled after " + MAX_ROUNDS + " rounds");
    }

    /** Whether Java may call a method through a type of its own, such as compareTo or the migration itself. */
    private boolean overridesPlatform(Method method) {
        if (method.isStatic() || method.model().methodName().stringValue().startsWith("<")) {
            return false;
        }
        return platformParents(method.owner(), new HashSet<>()).stream()
                .anyMatch(parent -> JavaMembers.instance().declarer(parent, method.signature()).isPresent());
    }

    private Set<String> platformParents(ClassModel model, Set<String> found) {
        found.add("java/lang/Object");
        for (String parent : OwnClasses.parents(model)) {
            if (own.isOwn(parent)) {
                platformParents(own.models().get(parent), found);
            } else {
                found.add(parent);
            }
        }
        return found;
    }

    /** Takes a call of one of the own methods by Java, with what is known of its first arguments. */
    void fromOutside(String key, List<Value> known) {
        Method method = methods.get(key);
        if (method == null) {
            return;
        }
        calledFromOutside.add(key);
        List<Value> values = anyParameters(method);
        values.replaceAll(heap.saltedParts()::fromAnywhere);
        for (int i = 0; i < Math.min(known.size(), values.size()); i++) {
            values.set(i, known.get(i).as(values.get(i).type()));
        }
        enter(key, values);
    }

    boolean isCalledFromOutside(Method method) {
        return calledFromOutside.contains(method.key());
    }

    private List<Value> anyParameters(Method method) {
        List<Value> values = new ArrayList<>();
        if (!method.isStatic()) {
            values.add(Value.any(method.owner().thisClass().asInternalName()));
        }
        for (ClassDesc type : method.model().methodTypeSymbol().parameterList()) {
            values.add(Value.any(typeOf(type)));
        }
        return values;
    }

    /** Takes a call; gives what the method is known to give. */
    Value call(String owner, String signature, boolean exact, List<Value> arguments, MethodTypeDesc type) {
        String returned = typeOf(type.returnType());
        Value result = null;
        for (String key : candidates(owner, signature, exact)) {
            enter(key, arguments);
            Value known = results.get(key);
            result = known == null ? result : result == null ? known : result.join(known);
        }
        if (mayBeLambda(owner, signature)) {
            return heap.fromAnywhere(Value.any(returned));
        }
        if (result == null) {
            return Value.none(returned);
        }
        return result.type().equals(Value.OBJECT) ? result.as(returned) : result;
    }

    /** What the methods that a call may reach are known to give. */
    Value given(String owner, String signature) {
        if (mayBeLambda(owner, signature)) {
            return heap.fromAnywhere(Value.any(typeOf(MethodTypeDesc.ofDescriptor(signature.substring(signature.indexOf('('))).returnType())));
        }
        Value nothing = Value.none(Value.NULL);
        return candidates(owner, signature, false).stream().map(key -> results.getOrDefault(key, nothing)).reduce(nothing, Value::join);
    }

    /** Takes that a static field holds a collection of something that can change. */
    void holdsNested() {
        changed |= !nested;
        nested = true;
    }

    boolean hasNested() {
        return nested;
    }

    /** Whether any own interface is made by a lambda. */
    boolean hasLambdaTypes() {
        return lambdaTypes;
    }

    /** Whether a call may reach a lambda: then what it is given and what it gives cannot be followed. */
    boolean mayBeLambda(String owner, String signature) {
        return lambdaTypes
                && own.resolve(owner, signature) instanceof OwnClasses.Target.Own(String declarer)
                && !methods.containsKey(declarer + "." + signature);
    }

    /** The methods that a call may reach. */
    private List<String> candidates(String owner, String signature, boolean exact) {
        List<String> keys = new ArrayList<>();
        if (own.resolve(owner, signature) instanceof OwnClasses.Target.Own(String declarer)) {
            keys.add(declarer + "." + signature);
        }
        if (!exact) {
            own.models().keySet().forEach(name -> keys.add(name + "." + signature));
        }
        return keys.stream().distinct().filter(methods::containsKey).toList();
    }

    private void enter(String key, List<Value> arguments) {
        List<Value> known = parameters.get(key);
        if (known == null) {
            parameters.put(key, new ArrayList<>(arguments));
            changed = true;
            return;
        }
        for (int i = 0; i < Math.min(known.size(), arguments.size()); i++) {
            Value joined = known.get(i).join(arguments.get(i));
            changed |= !joined.equals(known.get(i));
            known.set(i, joined);
        }
    }

    void returned(Method method, Value value) {
        changed |= put(results, method.key(), value);
        // What flatMap is given it takes apart, and toArray's new array holds what the stream held.
        boolean flattened = value.type().startsWith("java/util/stream/");
        boolean newArray = method.model().methodType().stringValue().startsWith("(I)[") && method.isLambda();
        if (isCalledFromOutside(method) && !flattened && !newArray) {
            heap.keep(value);
        }
    }

    void set(String field, Value value) {
        changed |= put(fields, field, value);
    }

    Value field(String field, String type) {
        return fields.getOrDefault(field, Value.none(type)).as(type);
    }

    /** Whether a field is declared as an array, or known to hold one. */
    boolean isArray(String field, String declared) {
        return declared.startsWith("[") || fieldIfSet(field).filter(value -> value.type().startsWith("[")).isPresent();
    }

    Optional<Value> fieldIfSet(String field) {
        return Optional.ofNullable(fields.get(field));
    }

    /** Takes an element into the array made at a site; where that is not known, into any array that its type may stand for. */
    void store(Value array, Value element) {
        boolean primitives = array.type().matches("\\[+[A-Z]") && array.site().isEmpty();
        if (!primitives) {
            changed |= put(elements, array.site().isEmpty() ? ANYWHERE + array.type() : array.site(), element);
        }
    }

    /** Takes an element of what was made at a site. */
    void store(String site, Value element) {
        changed |= put(elements, site, element);
    }

    /** What the elements of an array or list that is followed may be. */
    Optional<Value> elementsOf(Value holder) {
        Optional<Value> known = Optional.ofNullable(holder.site().isEmpty() ? null : elements.get(holder.site()));
        if (known.isEmpty() || !holder.type().startsWith("[")) {
            return known;
        }
        Value joined = elements.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(ANYWHERE)
                        && ArrayTypes.mayMeet(entry.getKey().substring(ANYWHERE.length()), holder.type()))
                .map(Map.Entry::getValue)
                .reduce(known.get(), Value::join);
        return Optional.of(joined);
    }

    Identity identity() {
        return identity;
    }

    /** What is known of objects that are Java's own. */
    Heap heap() {
        return heap;
    }

    /** Which functions keep no log of what they are asked. */
    Silence silence() {
        return silence;
    }

    private static boolean put(Map<String, Value> map, String key, Value value) {
        Value before = map.get(key);
        Value joined = before == null ? value : before.join(value);
        map.put(key, joined);
        return !joined.equals(before);
    }

    /** A type as {@link Value} spells it; the small integers are int, as the JVM has them. */
    static String typeOf(ClassDesc type) {
        return switch (type.descriptorString()) {
            case "Z", "B", "C", "S", "I" -> "I";
            default -> OwnClasses.internalName(type);
        };
    }
}
