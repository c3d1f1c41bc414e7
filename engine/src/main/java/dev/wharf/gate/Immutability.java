package dev.wharf.gate;

import dev.wharf.gate.Value.Frozen;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.reflect.AccessFlag;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a value stays as it is for ever, so that a static field may hold it. */
final class Immutability {

    private static final Set<String> TYPES = Set.of(
            "I", "J", "F", "D", Value.NULL, "java/lang/String", "java/lang/Boolean", "java/lang/Character", "java/lang/Byte",
            "java/lang/Short", "java/lang/Integer", "java/lang/Long", "java/lang/Float", "java/lang/Double",
            "java/math/BigDecimal", "java/math/BigInteger", "java/math/MathContext", "java/math/RoundingMode",
            "java/util/UUID", "java/util/Locale", "java/util/HexFormat", "java/util/regex/Pattern",
            "java/util/Base64$Encoder", "java/util/Base64$Decoder", "java/nio/charset/Charset", "java/net/URI",
            "java/text/Normalizer$Form", "dev/wharf/migration/Json$Raw");

    /** What was asked of types of java.time; there are few. */
    private static final Map<String, Boolean> OF_TIME = new ConcurrentHashMap<>();

    private static final Pattern TYPE_ARGUMENT = Pattern.compile("L([\\w/$]+)[;<]");

    private final OwnClasses own;
    private final ProgramFlow program;

    Immutability(OwnClasses own, ProgramFlow program) {
        this.own = own;
        this.program = program;
    }

    /** Whether every object of one of Java's types stays as it is; no interface is one, as the JVM lets any object pass for it. */
    static boolean staysByItself(String type) {
        return TYPES.contains(type) || (type.startsWith("java/time/") && OF_TIME.computeIfAbsent(type, Immutability::isOfTime));
    }

    private static boolean isOfTime(String type) {
        return !type.endsWith("Builder") && JavaMembers.instance().isType(type) && !JavaMembers.reflect(type).isInterface();
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
        if (staysByItself(type) || own.isEnum(type) || !asked.add(type)) {
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

    /** Whether what a class inherits stays as it is; an exception keeps what is added to it. */
    private boolean inheritsImmutable(ClassModel model, Set<String> asked) {
        ClassModel parent = own.models().get(OwnClasses.superName(model));
        if (parent == null) {
            return !ClassShape.PARENT_EXCEPTIONS.contains(OwnClasses.superName(model));
        }
        return fieldsImmutable(parent, asked) && inheritsImmutable(parent, asked);
    }

    /** Whether an own record holds what its type arguments say, which are looked at beside it. */
    private boolean isBox(String type) {
        return own.isRecord(type)
                && own.models().get(type).fields().stream()
                        .filter(field -> !field.flags().has(AccessFlag.STATIC))
                        .allMatch(field -> field.findAttribute(Attributes.signature())
                                .map(signature -> signature.signature().stringValue().startsWith("T"))
                                .orElseGet(() -> isImmutableType(ProgramFlow.typeOf(field.fieldTypeSymbol()))));
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

    /** Whether what a static field holds is a collection that can change, so that nobody may. */
    boolean isChangeable(String field, String type, Value value) {
        if (!Holders.leadsToChange(type) || value.frozen() == Frozen.DEEP) {
            return false;
        }
        int dot = field.indexOf('.');
        boolean flat = own.models().get(field.substring(0, dot)).fields().stream()
                .filter(f -> f.fieldName().equalsString(field.substring(dot + 1)))
                .anyMatch(this::holdsImmutableTypes);
        if (!flat) {
            program.holdsNested();
        }
        return !flat || program.hasNested() || value.frozen() == Frozen.NO;
    }

    /** Whether all type arguments of a field's declared type never change, such as those of {@code Map<String, Integer>}. */
    boolean holdsImmutableTypes(FieldModel field) {
        return holds(field, false);
    }

    /** As {@link #holdsImmutableTypes}, or collections of such. */
    boolean holdsCollections(FieldModel field) {
        return holds(field, true);
    }

    private boolean holds(FieldModel field, boolean collections) {
        String signature = field.findAttribute(Attributes.signature())
                .map(attribute -> attribute.signature().stringValue())
                .orElse("");
        int open = signature.indexOf('<');
        boolean plain = open >= 0
                && !signature.contains("*")
                && !signature.contains("[")
                && !signature.matches(".*[<;+-]T\\w+;.*");
        return plain && argumentsImmutable(signature.substring(open), collections);
    }

    private boolean argumentsImmutable(String arguments, boolean collections) {
        Matcher matcher = TYPE_ARGUMENT.matcher(arguments);
        while (matcher.find()) {
            String type = matcher.group(1);
            if (!isImmutableType(type) && !isBox(type) && !(collections && Holders.isCollection(type))) {
                return false;
            }
        }
        return true;
    }
}
