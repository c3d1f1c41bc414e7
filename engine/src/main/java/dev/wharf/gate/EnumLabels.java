package dev.wharf.gate;

import java.lang.classfile.BootstrapMethodEntry;
import java.lang.classfile.constantpool.ConstantDynamicEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.util.List;
import java.util.Set;

/**
 * The dynamic constants that javac writes for an enum's constant among type patterns: the constant's name and that of its own
 * enum, for a pattern switch and nothing else. Any other dynamic constant is refused.
 */
final class EnumLabels {

    static final String FACTORY =
            "java/lang/invoke/ConstantBootstraps.invoke(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;"
                    + "Ljava/lang/invoke/MethodHandle;[Ljava/lang/Object;)Ljava/lang/Object;";
    private static final String LABEL = "Ljava/lang/Enum$EnumDesc;";
    private static final String TYPE = "Ljava/lang/constant/ClassDesc;";
    private static final String LABEL_OF = "java/lang/Enum$EnumDesc.of(" + TYPE + "Ljava/lang/String;)" + LABEL;
    private static final String TYPE_OF = "java/lang/constant/ClassDesc.of(Ljava/lang/String;)" + TYPE;
    private static final Set<String> TYPES =
            Set.of("java/lang/invoke/ConstantBootstraps", "java/lang/Enum$EnumDesc", "java/lang/constant/ClassDesc");
    private static final int STATIC = 6;

    private final OwnClasses own;

    EnumLabels(OwnClasses own) {
        this.own = own;
    }

    /** Whether a type is one that such constants name, and no code may. */
    static boolean isPart(String internalName) {
        return TYPES.contains(internalName);
    }

    /** Whether a method is one that such constants are made by. */
    static boolean isPart(MemberRefEntry method) {
        return Set.of(FACTORY, LABEL_OF, TYPE_OF).contains(key(method));
    }

    /** Whether a constant is the label of an own enum's constant, or the type in one. */
    boolean isAllowed(ConstantDynamicEntry constant) {
        return isLabel(constant) || isType(constant);
    }

    boolean isLabel(LoadableConstantEntry constant) {
        return constant instanceof ConstantDynamicEntry dynamic
                && dynamic.type().equalsString(LABEL)
                && makesLabel(dynamic.bootstrap());
    }

    private boolean isType(LoadableConstantEntry constant) {
        return constant instanceof ConstantDynamicEntry dynamic
                && dynamic.type().equalsString(TYPE)
                && makesType(dynamic.bootstrap());
    }

    /** Whether a bootstrap method makes one of these constants. */
    boolean isAllowed(BootstrapMethodEntry bootstrap) {
        return makesLabel(bootstrap) || makesType(bootstrap);
    }

    private boolean makesLabel(BootstrapMethodEntry bootstrap) {
        List<LoadableConstantEntry> arguments = bootstrap.arguments();
        return isFactory(bootstrap)
                && arguments.size() == 3
                && isHandle(arguments.get(0), LABEL_OF)
                && isType(arguments.get(1))
                && arguments.get(2) instanceof StringEntry;
    }

    private boolean makesType(BootstrapMethodEntry bootstrap) {
        List<LoadableConstantEntry> arguments = bootstrap.arguments();
        return isFactory(bootstrap)
                && arguments.size() == 2
                && isHandle(arguments.get(0), TYPE_OF)
                && arguments.get(1) instanceof StringEntry type
                && own.isEnum(type.stringValue());
    }

    private static boolean isFactory(BootstrapMethodEntry bootstrap) {
        return key(bootstrap.bootstrapMethod().reference()).equals(FACTORY) && bootstrap.bootstrapMethod().kind() == STATIC;
    }

    private static boolean isHandle(LoadableConstantEntry constant, String method) {
        return constant instanceof MethodHandleEntry handle && handle.kind() == STATIC && key(handle.reference()).equals(method);
    }

    private static String key(MemberRefEntry method) {
        return method.owner().asInternalName() + "." + method.name().stringValue() + method.type().stringValue();
    }
}
