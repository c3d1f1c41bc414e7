package dev.wharf.gate;

import dev.wharf.gate.Report.Place;
import java.lang.classfile.BootstrapMethodEntry;
import java.lang.classfile.ClassModel;
import java.lang.classfile.attribute.BootstrapMethodsAttribute;
import java.lang.classfile.constantpool.ClassEntry;
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
    private static final Set<String> FACTORY_TYPES = Set.of(
            "java/lang/invoke/LambdaMetafactory",
            "java/lang/invoke/StringConcatFactory",
            "java/lang/runtime/ObjectMethods",
            "java/lang/runtime/SwitchBootstraps");

    private final OwnClasses own;
    private final Report report;
    private final Set<MemberRefEntry> factoryMethods = new HashSet<>();

    BootstrapRules(OwnClasses own, Report report) {
        this.own = own;
        this.report = report;
    }

    /** Checks the bootstrap methods of a class and remembers which constants belong to them. */
    void check(ClassModel model) {
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
        return FACTORY_TYPES.contains(internalName);
    }

    /** The factory of a dynamic call without its descriptor, such as {@link #LAMBDA}. */
    static String factory(InvokeDynamicEntry dynamic) {
        MemberRefEntry ref = dynamic.bootstrap().bootstrapMethod().reference();
        return ref.owner().asInternalName() + "." + ref.name().stringValue();
    }

    private static String key(MemberRefEntry ref) {
        return ref.owner().asInternalName() + "." + ref.name().stringValue() + ref.type().stringValue();
    }

    private void checkEntry(@Nullable Place place, BootstrapMethodEntry entry) {
        MemberRefEntry factory = entry.bootstrapMethod().reference();
        if (!FACTORIES.contains(key(factory)) || entry.bootstrapMethod().kind() != 6) {
            report.add(
                    place,
                    "bootstrap",
                    "A dynamic call is made by %s.%s"
                            .formatted(OwnClasses.shown(factory.owner().asInternalName()), Report.shown(factory.name().stringValue())),
                    "Use plain lambdas, without Serializable and without casts to several interfaces");
            return;
        }
        factoryMethods.add(factory);
        boolean record = key(factory).startsWith(RECORD);
        for (LoadableConstantEntry argument : entry.arguments()) {
            checkArgument(place, argument, record);
        }
    }

    private void checkArgument(@Nullable Place place, LoadableConstantEntry argument, boolean record) {
        switch (argument) {
            case StringEntry text -> {}
            case IntegerEntry number -> {}
            case MethodTypeEntry type -> {}
            case ClassEntry type -> {
                if (!own.isAllowedType(type.asSymbol())) {
                    Hints.type(report, place, OwnClasses.internalName(type.asSymbol()));
                }
            }
            case MethodHandleEntry handle -> checkHandle(place, handle, record);
            default -> {
                boolean plain = argument.tag() == PoolEntry.TAG_LONG
                        || argument.tag() == PoolEntry.TAG_FLOAT
                        || argument.tag() == PoolEntry.TAG_DOUBLE;
                if (!plain) {
                    report.add(place, "bootstrap", "A dynamic call has an argument of kind " + argument.tag(), "Write plain Java");
                }
            }
        }
    }

    /** A method reference is checked like the call that it will be. */
    private void checkHandle(@Nullable Place place, MethodHandleEntry handle, boolean record) {
        MemberRefEntry ref = handle.reference();
        boolean field = ref instanceof FieldRefEntry;
        String owner = OwnClasses.internalName(ref.owner().asSymbol());
        if (field && !(record && own.isOwn(owner))) {
            report.add(place, "bootstrap", "A dynamic call takes a field of " + OwnClasses.shown(owner), "Write plain Java");
        }
        if (!own.isAllowedMember(owner, ref.name().stringValue() + (field ? ":" : "") + ref.type().stringValue())) {
            Hints.member(report, place, owner, ref.name().stringValue());
        }
    }

    private void checkSite(@Nullable Place place, InvokeDynamicEntry dynamic) {
        var type = dynamic.typeSymbol();
        for (ClassDesc parameter : type.parameterList()) {
            allowed(place, parameter);
        }
        allowed(place, type.returnType());
        if (factory(dynamic).equals(LAMBDA)) {
            String made = OwnClasses.internalName(type.returnType());
            if (!own.isOwn(made) && !JavaMembers.instance().isFunctional(made)) {
                report.add(place, "bootstrap", "A lambda becomes a %s".formatted(OwnClasses.shown(made)), "Use java.util.function");
            }
        }
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
