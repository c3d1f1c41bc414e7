package dev.wharf.gate;

import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The classes that one source compiled to, by internal name, and what a name in them resolves to. */
final class OwnClasses {

    /** What a member's name resolves to, as the JVM does it (JVMS 5.4.3.2 to 5.4.3.4). */
    sealed interface Target {

        /** A member of these classes. */
        record Own(String owner) implements Target {}

        /** A member of Java or of the migration API, at the class that declares it. */
        record Platform(String declarer) implements Target {}

        record Missing() implements Target {}
    }

    private static final Set<String> OF_OBJECT = Set.of(Identity.TEXT, Identity.HASH, "equals(Ljava/lang/Object;)Z");

    private final String main;
    private final Map<String, ClassModel> models;
    private final JavaMembers members = JavaMembers.instance();

    OwnClasses(String main, Map<String, ClassModel> models) {
        this.main = main;
        this.models = models;
    }

    String main() {
        return main;
    }

    Map<String, ClassModel> models() {
        return models;
    }

    boolean isOwn(String internalName) {
        return models.containsKey(internalName);
    }

    boolean isEnum(String internalName) {
        ClassModel model = models.get(internalName);
        return model != null && model.flags().has(AccessFlag.ENUM);
    }

    /** Whether a class is an own enum or one of Java's that a migration class may name. */
    boolean isAnyEnum(String internalName) {
        return isEnum(internalName) || (members.isType(internalName) && JavaMembers.reflect(internalName).isEnum());
    }

    boolean isRecord(String internalName) {
        ClassModel model = models.get(internalName);
        return model != null && superName(model).equals("java/lang/Record");
    }

    /** Whether an own class is an exception: it extends one of Java's, perhaps through others. */
    boolean isException(String internalName) {
        ClassModel model = models.get(internalName);
        return model != null
                && (ClassShape.PARENT_EXCEPTIONS.contains(superName(model)) || isException(superName(model)));
    }

    /** Whether a class, an array of it, or a primitive may be named; in the form of a descriptor. */
    boolean isAllowedType(ClassDesc type) {
        ClassDesc element = type;
        while (element.isArray()) {
            element = element.componentType();
        }
        return element.isPrimitive() || isAllowedType(internalName(element));
    }

    boolean isAllowedType(String internalName) {
        return isOwn(internalName) || members.isType(internalName);
    }

    /** Whether a method may be called or a field read, seen through a class. */
    boolean isAllowedMember(String owner, String member) {
        return switch (resolve(owner, member)) {
            case Target.Own own -> true;
            case Target.Platform platform -> members.allows(platform.declarer(), member);
            case Target.Missing missing -> false;
        };
    }

    Target resolve(String owner, String member) {
        if (owner.startsWith("[")) {
            return member.equals("clone()Ljava/lang/Object;") ? new Target.Own(owner) : platform("java/lang/Object", member);
        }
        ClassModel model = models.get(owner);
        if (model == null) {
            return platform(owner, member);
        }
        boolean isInterface = model.flags().has(AccessFlag.INTERFACE);
        if (isInterface && OF_OBJECT.contains(member)) {
            return platform("java/lang/Object", member); // an interface may declare them anew; what runs is still the object's
        }
        if (declares(model, member)) {
            return new Target.Own(owner);
        }
        if (member.startsWith("<")) {
            return new Target.Missing();
        }
        for (String parent : parents(model)) {
            Target found = resolve(parent, member);
            if (!(found instanceof Target.Missing)) {
                return found;
            }
        }
        return isInterface ? platform("java/lang/Object", member) : new Target.Missing();
    }

    private Target platform(String owner, String member) {
        return members.declarer(owner, member)
                .<Target>map(Target.Platform::new)
                .orElseGet(Target.Missing::new);
    }

    private static boolean declares(ClassModel model, String member) {
        return model.methods().stream()
                        .anyMatch(m -> member.equals(m.methodName().stringValue() + m.methodType().stringValue()))
                || model.fields().stream()
                        .anyMatch(f -> member.equals(f.fieldName().stringValue() + ":" + f.fieldType().stringValue()));
    }

    /** The superclass, then the interfaces. */
    static List<String> parents(ClassModel model) {
        List<String> parents = new ArrayList<>();
        if (!model.flags().has(AccessFlag.INTERFACE)) {
            parents.add(superName(model));
        }
        model.interfaces().forEach(entry -> parents.add(entry.asInternalName()));
        return parents;
    }

    static String superName(ClassModel model) {
        return model.superclass().map(ClassEntry::asInternalName).orElse("");
    }

    static String internalName(ClassDesc type) {
        String descriptor = type.descriptorString();
        return descriptor.startsWith("L") ? descriptor.substring(1, descriptor.length() - 1) : descriptor;
    }

    /** A name as Java's source spells it. */
    static String shown(@Nullable String internalName) {
        return internalName == null ? "?" : internalName.replace('/', '.').replace('$', '.');
    }
}
