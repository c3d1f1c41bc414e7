package dev.wharf.gate;

import dev.wharf.gate.Value.Frozen;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.reflect.AccessFlag;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether a value stays as it is for ever, so that a static field may hold it. */
final class Immutability {

    private static final Set<String> TYPES = Set.of(
            "I", "J", "F", "D", Value.NULL, "java/lang/String", "java/lang/Boolean", "java/lang/Character", "java/lang/Byte",
            "java/lang/Short", "java/lang/Integer", "java/lang/Long", "java/lang/Float", "java/lang/Double",
            "java/math/BigDecimal", "java/math/BigInteger", "java/math/MathContext", "java/math/RoundingMode",
            "java/util/UUID", "java/util/Locale", "java/util/HexFormat", "java/util/regex/Pattern",
            "java/util/Base64$Encoder", "java/util/Base64$Decoder", "java/nio/charset/Charset", "java/net/URI",
            "java/text/Normalizer$Form", "dev/wharf/migration/Json$Raw");

    private final OwnClasses own;
    private final ProgramFlow program;

    Immutability(OwnClasses own, ProgramFlow program) {
        this.own = own;
        this.program = program;
    }

    /** Whether neither the value nor what it holds ever changes. */
    boolean isDeep(Value value) {
        return isDeep(value, new HashSet<>());
    }

    private boolean isDeep(Value value, Set<String> asked) {
        return value.frozen() == Frozen.DEEP || isImmutableType(value.type(), asked);
    }

    /** Whether every value of a type stays as it is; judged by what its fields are given where the type is an own one. */
    boolean isImmutableType(String type) {
        return isImmutableType(type, new HashSet<>());
    }

    private boolean isImmutableType(String type, Set<String> asked) {
        boolean plain = TYPES.contains(type)
                || (type.startsWith("java/time/")
                        && !type.endsWith("Builder")
                        && JavaMembers.instance().isType(type)
                        && !JavaMembers.reflect(type).isInterface());
        if (plain || own.isEnum(type) || !asked.add(type)) {
            return true; // an enum's fields are judged where they are set; a type within itself adds nothing
        }
        ClassModel model = own.models().get(type);
        if (model == null) {
            return false;
        }
        if (model.flags().has(AccessFlag.INTERFACE)) {
            return !program.hasLambdaTypes() && implementors(type).stream().allMatch(t -> isImmutableType(t, asked));
        }
        if (!final_(model) || !inheritsImmutable(model, asked)) {
            return false;
        }
        return fieldsImmutable(model, asked);
    }

    private boolean fieldsImmutable(ClassModel model, Set<String> asked) {
        String type = model.thisClass().asInternalName();
        for (FieldModel field : model.fields()) {
            boolean instance = !field.flags().has(AccessFlag.STATIC);
            if (instance && !field.flags().has(AccessFlag.FINAL)) {
                return false;
            }
            boolean deep = program.fieldIfSet(type + "." + field.fieldName().stringValue())
                    .map(value -> isDeep(value, asked))
                    .orElse(true);
            if (instance && !deep) {
                return false;
            }
        }
        return true;
    }

    /** Whether what a class inherits stays as it is; of Java it can inherit from Object, Record and Enum alone. */
    private boolean inheritsImmutable(ClassModel model, Set<String> asked) {
        ClassModel parent = own.models().get(OwnClasses.superName(model));
        return parent == null || (fieldsImmutable(parent, asked) && inheritsImmutable(parent, asked));
    }

    private List<String> implementors(String type) {
        return own.models().values().stream()
                .filter(model -> OwnClasses.parents(model).contains(type))
                .map(model -> model.thisClass().asInternalName())
                .toList();
    }

    private boolean final_(ClassModel model) {
        String name = model.thisClass().asInternalName();
        return model.flags().has(AccessFlag.FINAL)
                || own.models().values().stream().noneMatch(m -> OwnClasses.superName(m).equals(name));
    }
}
