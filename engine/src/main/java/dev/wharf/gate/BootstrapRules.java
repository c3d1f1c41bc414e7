package dev.wharf.gate;

import dev.wharf.gate.Report.Place;
import java.lang.classfile.BootstrapMethodEntry;
import java.lang.classfile.ClassModel;
import java.lang.classfile.attribute.BootstrapMethodsAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.ConstantDynamicEntry;
import java.lang.classfile.constantpool.FieldRefEntry;
import java.lang.classfile.constantpool.IntegerEntry;
import java.lang.classfile.constantpool.InvokeDynamicEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.constantpool.MethodTypeEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which dynamic calls may stand in a class: those that javac writes for lambdas, string concatenation, records and
 * pattern switches, with arguments that are looked at like any other call. Serializable lambdas come by another factory
 * method and are refused with it.
 */
final class BootstrapRules {

    static final String LAMBDA = "java/lang/invoke/LambdaMetafactory.metafactory";
    static final String CONCAT = "java/lang/invoke/StringConcatFactory.makeConcatWithConstants";
    static final String RECORD = "java/lang/runtime/ObjectMethods.bootstrap";

    private static final String RULE = "bootstrap";
    /** A string concatenation takes 200 parts at most, and javac splits longer ones. */
    private static final int MAX_CONSTANTS = 200;

    /** Kinds of method handles (JVMS 4.4.8); up to the fourth they are of fields. */
    private static final int GET_FIELD = 1;

    private static final int FIELDS = 4;
    private static final int STATIC = 6;
    private static final int SPECIAL = 7;

    private static final String LOOKUP = "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;";
    private static final Set<String> FACTORIES = Set.of(
            LAMBDA + LOOKUP
                    + "Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;",
            CONCAT + LOOKUP
                    + "Ljava/lang/invoke/MethodType;Ljava/lang/String;[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;",
            RECORD + LOOKUP
                    + "Ljava/lang/invoke/TypeDescriptor;Ljava/lang/Class;Ljava/lang/String;[Ljava/lang/invoke/MethodHandle;)Ljava/lang/Object;",
            "java/lang/runtime/SwitchBootstraps.typeSwitch" + LOOKUP
                    + "Ljava/lang/invoke/MethodType;[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;",
            "java/lang/runtime/SwitchBootstraps.enumSwitch" + LOOKUP
                    + "Ljava/lang/invoke/MethodType;[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;");
    private static final Set<String> RECORD_METHODS = Set.of("toString", "hashCode", "equals");
    private static final Set<String> FACTORY_TYPES = Set.of(
            "java/lang/invoke/LambdaMetafactory",
            "java/lang/invoke/StringConcatFactory",
            "java/lang/runtime/ObjectMethods",
            "java/lang/runtime/SwitchBootstraps");

    private final OwnClasses own;
    private final EnumLabels labels;
    private final Report report;
    private final Set<MemberRefEntry> factoryMethods = new HashSet<>();
    private String self = "";

    BootstrapRules(OwnClasses own, Report report) {
        this.own = own;
        this.labels = new EnumLabels(own);
        this.report = report;
    }

    /** Checks the bootstrap methods of a class and remembers which constants belong to them. */
    void check(ClassModel model) {
        self = model.thisClass().asInternalName();
        for (var attribute : model.attributes()) {
            if (attribute instanceof BootstrapMethodsAttribute bootstraps) {
                bootstraps.bootstrapMethods().forEach(entry -> checkEntry(null, entry));
            }
        }
        for (PoolEntry entry : model.constantPool()) {
            if (entry instanceof InvokeDynamicEntry dynamic) {
                checkSite(null, dynamic);
            }
        }
    }

    /** Checks a dynamic call once more where it stands, so that what is found has a line. */
    void checkAt(@Nullable Place place, InvokeDynamicEntry dynamic) {
        checkEntry(place, dynamic.bootstrap());
        checkSite(place, dynamic);
    }

    /** Whether a reference is the factory of a dynamic call: it may be named as such, and not be called. */
    boolean isFactoryMethod(MemberRefEntry ref) {
        return factoryMethods.stream().anyMatch(known -> key(known).equals(key(ref)));
    }

    static boolean isFactory(String internalName) {
        return FACTORY_TYPES.contains(internalName) || EnumLabels.isPart(internalName);
    }

    /** The factory of a dynamic call without its descriptor, such as {@link #LAMBDA}. */
    static String factory(InvokeDynamicEntry dynamic) {
        return name(dynamic.bootstrap().bootstrapMethod().reference());
    }

    private static String key(MemberRefEntry ref) {
        return ref.owner().asInternalName() + "." + ref.name().stringValue() + ref.type().stringValue();
    }

    private void checkEntry(@Nullable Place place, BootstrapMethodEntry entry) {
        MemberRefEntry factory = entry.bootstrapMethod().reference();
        if (labels.isAllowed(entry)) {
            factoryMethods.add(factory);
            entry.arguments().stream()
                    .filter(MethodHandleEntry.class::isInstance)
                    .forEach(handle -> factoryMethods.add(((MethodHandleEntry) handle).reference()));
            return;
        }
        if (!FACTORIES.contains(key(factory)) || entry.bootstrapMethod().kind() != STATIC) {
            report.add(
                    place,
                    RULE,
                    "A dynamic call is made by %s.%s"
                            .formatted(OwnClasses.shown(factory.owner().asInternalName()), Report.shown(factory.name().stringValue())),
                    "Use plain lambdas, without Serializable and without casts to several interfaces");
            return;
        }
        factoryMethods.add(factory);
        List<LoadableConstantEntry> arguments = entry.arguments();
        boolean valid =
                switch (name(factory)) {
                    case LAMBDA ->
                        arguments.size() == 3
                                && arguments.get(0) instanceof MethodTypeEntry
                                && arguments.get(1) instanceof MethodHandleEntry handle
                                && handle.kind() > FIELDS
                                && arguments.get(2) instanceof MethodTypeEntry;
                    case CONCAT ->
                        arguments.size() <= MAX_CONSTANTS
                                && !arguments.isEmpty()
                                && arguments.getFirst() instanceof StringEntry
                                && arguments.stream().allMatch(BootstrapRules::isPlain);
                    case RECORD ->
                        arguments.size() >= 2
                                && arguments.get(0) instanceof ClassEntry type
                                && type.asInternalName().equals(self)
                                && own.isRecord(self)
                                && arguments.get(1) instanceof StringEntry
                                && arguments.stream().skip(2).allMatch(this::isOwnComponent);
                    default -> arguments.stream().allMatch(this::isLabel);
                };
        if (!valid) {
            report.add(
                    place,
                    RULE,
                    "The arguments of a dynamic call are not those that plain Java gives to %s".formatted(factory.name().stringValue()),
                    "Write plain Java");
        }
        for (LoadableConstantEntry argument : arguments) {
            if (argument instanceof ClassEntry type) {
                allowed(place, type.asSymbol());
            } else if (argument instanceof MethodHandleEntry handle) {
                checkTarget(place, handle);
            }
        }
    }

    /** What a case of a pattern switch is told by. */
    private boolean isLabel(LoadableConstantEntry constant) {
        return constant instanceof StringEntry
                || constant instanceof IntegerEntry
                || constant instanceof ClassEntry
                || labels.isLabel(constant);
    }

    /** Whether a dynamic constant is one of a case of a pattern switch; no code loads it. */
    boolean isOfLabel(ConstantDynamicEntry constant) {
        return labels.isAllowed(constant);
    }

    private static String name(MemberRefEntry ref) {
        return ref.owner().asInternalName() + "." + ref.name().stringValue();
    }

    private static boolean isPlain(LoadableConstantEntry constant) {
        return switch (constant.tag()) {
            case PoolEntry.TAG_STRING, PoolEntry.TAG_INTEGER, PoolEntry.TAG_LONG, PoolEntry.TAG_FLOAT, PoolEntry.TAG_DOUBLE -> true;
            default -> false;
        };
    }

    /** A record's text, hash code and comparison read its own fields, and call nothing. */
    private boolean isOwnComponent(LoadableConstantEntry argument) {
        return argument instanceof MethodHandleEntry handle
                && handle.kind() == GET_FIELD
                && handle.reference().owner().asInternalName().equals(self);
    }

    /** Checks a method handle wherever it stands, used or not. */
    void checkHandle(MethodHandleEntry handle) {
        if (!isFactoryMethod(handle.reference())) {
            checkTarget(null, handle);
        }
    }

    /** A method reference is checked like the call that it will be. */
    private void checkTarget(@Nullable Place place, MethodHandleEntry handle) {
        MemberRefEntry ref = handle.reference();
        boolean field = ref instanceof FieldRefEntry;
        String owner = OwnClasses.internalName(ref.owner().asSymbol());
        String member = ref.name().stringValue() + (field ? ":" : "") + ref.type().stringValue();
        if (field && !(handle.kind() == GET_FIELD && own.isRecord(owner))) {
            report.add(place, RULE, "A dynamic call takes a field of " + OwnClasses.shown(owner), "Write plain Java");
        }
        if (handle.kind() == SPECIAL && !(own.resolve(owner, member) instanceof OwnClasses.Target.Own)) {
            report.add(place, RULE, "A dynamic call passes by the class's own method to that of " + OwnClasses.shown(owner), "Write plain Java");
        }
        if (!own.isAllowedMember(owner, member)) {
            Hints.member(report, place, owner, ref.name().stringValue());
        }
    }

    private void checkSite(@Nullable Place place, InvokeDynamicEntry dynamic) {
        var type = dynamic.typeSymbol();
        for (ClassDesc parameter : type.parameterList()) {
            allowed(place, parameter);
        }
        allowed(place, type.returnType());
        String made = OwnClasses.internalName(type.returnType());
        boolean valid =
                switch (factory(dynamic)) {
                    case LAMBDA -> isOwnInterface(made) || JavaMembers.instance().isFunctional(made);
                    case CONCAT -> made.equals("java/lang/String");
                    case RECORD ->
                        RECORD_METHODS.contains(dynamic.name().stringValue())
                                && type.parameterCount() > 0
                                && OwnClasses.internalName(type.parameterType(0)).equals(self);
                    default -> type.parameterCount() == 2 && type.descriptorString().endsWith("I)I");
                };
        if (!valid) {
            report.add(place, RULE, "A lambda or dynamic call becomes a %s".formatted(OwnClasses.shown(made)), "Use java.util.function");
        }
    }

    private boolean isOwnInterface(String type) {
        ClassModel model = own.models().get(type);
        return model != null && model.flags().has(AccessFlag.INTERFACE);
    }

    private void allowed(@Nullable Place place, ClassDesc type) {
        if (!own.isAllowedType(type)) {
            Hints.type(report, place, OwnClasses.internalName(type));
        }
    }

    static List<LoadableConstantEntry> arguments(InvokeDynamicEntry dynamic) {
        return dynamic.bootstrap().arguments();
    }
}
