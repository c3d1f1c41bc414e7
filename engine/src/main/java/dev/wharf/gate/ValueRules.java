package dev.wharf.gate;

import dev.wharf.gate.Report.Place;
import dev.wharf.gate.Value.Frozen;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What may become of values, as it would make two runs over the same row differ. Here: static fields hold what never
 * changes. {@link OrderRules} and {@link IdentityRules} say the rest.
 */
final class ValueRules implements FlowObserver {

    private static final String RULE = "mutable-static";
    private static final String CONSTANT_HINT =
            "Hold texts, numbers, dates, patterns, List.of, Map.of, Map.copyOf(…) of such, lambdas or own records; make the rest in a method";

    /** What looks at an array, and keeps nothing of it. */
    private static final Set<String> LOOKED_AT = Set.of(
            "java/util/Objects.requireNonNull", "java/util/Objects.isNull", "java/util/Objects.nonNull",
            "java/util/Arrays.equals", "java/util/Arrays.toString", "java/util/Arrays.deepToString",
            "java/util/Arrays.deepEquals", "dev/wharf/migration/TargetRow.set");
    /** What may be asked of a list over a constant array. */
    private static final Set<String> VIEW_READS = Set.of(
            "contains", "containsAll", "indexOf", "lastIndexOf", "get", "getFirst", "getLast", "size", "isEmpty", "stream",
            "iterator", "forEach", "equals", "toString");
    private static final Pattern TYPE_ARGUMENT = Pattern.compile("L([\\w/$]+)[;<]");

    private final OwnClasses own;
    private final Report report;
    private final ProgramFlow program;
    private final Immutability immutability;
    private final Pollution pollution;

    ValueRules(OwnClasses own, Report report) {
        this.own = own;
        this.report = report;
        this.program = new ProgramFlow(own).run().withUncalled();
        this.immutability = new Immutability(own, program);
        this.pollution = new Pollution(own, program);
    }

    void check() {
        program.observe(pollution);
        program.observe(this);
        program.observe(new OrderRules(own, report, program));
        program.observe(new IdentityRules(own, report, program));
    }

    @Override
    public void called(@Nullable Place place, MemberRefEntry method, @Nullable Value receiver, List<Value> arguments) {
        String owner = OwnClasses.internalName(method.owner().asSymbol());
        String name = method.name().stringValue();
        String key = owner + "." + name;
        if (receiver != null && receiver.shared() && !receiver.type().startsWith("[") && !VIEW_READS.contains(name)) {
            report.add(
                    place,
                    RULE,
                    "." + name + " may change the array that a static field holds, through a list over it",
                    "Use List.of for constants");
        }
        MethodTypeDesc type = MethodTypeDesc.ofDescriptor(method.type().stringValue());
        for (int i = 0; i < Math.min(arguments.size(), type.parameterCount()); i++) {
            if (arguments.get(i).shared() && !onlyRead(key, arguments.get(i), type.parameterType(i).isArray())) {
                report.add(
                        place,
                        RULE,
                        "An array that a static field holds is given to %s.%s, which may change it".formatted(OwnClasses.shown(owner), name),
                        "Use List.of for constants, or give a clone()");
            }
        }
    }

    /** Whether a call neither changes an array nor hands it, or one within it, to anybody. */
    private static boolean onlyRead(String key, Value array, boolean elements) {
        return LOOKED_AT.contains(key)
                || (elements && !array.type().startsWith("[[") && (PlatformCall.READ_ONLY.contains(key) || key.equals(PlatformCall.VIEW)));
    }

    @Override
    public void referenced(@Nullable Place place, MemberRefEntry method, List<Value> captured) {
        if (captured.stream().anyMatch(Value::shared)) {
            report.add(place, RULE, "An array that a static field holds is bound to a method", "Use List.of for constants");
        }
    }

    @Override
    public void handedOver(@Nullable Place place, List<Value> arguments) {
        if (arguments.stream().anyMatch(Value::shared)) {
            report.add(
                    place,
                    RULE,
                    "An array that a static field holds is given to a functional interface",
                    "Use List.of for constants");
        }
    }

    @Override
    public void arrayStored(@Nullable Place place, Value array, Value element) {
        if (array.shared() || element.shared()) {
            report.add(
                    place,
                    RULE,
                    "An array that a static field holds is changed, which would carry state from row to row",
                    "Use List.of for constants, and a local array for work");
        }
    }

    @Override
    public void escaped(@Nullable Place place, Value value) {
        if (value.shared()) {
            report.add(place, RULE, "An array that a static field holds is given away", "Use List.of for constants");
        }
    }

    @Override
    public void fieldSet(@Nullable Place place, String owner, String field, boolean isStatic, Value value) {
        boolean lasting = isStatic || own.isEnum(owner) || own.isEnum(parent(owner));
        if (!lasting || switchMap(owner, field) || (immutability.isDeep(value) && !value.shared())) {
            return;
        }
        Optional<FieldModel> model = own.models().get(owner).fields().stream()
                .filter(f -> f.fieldName().equalsString(field))
                .findFirst();
        boolean declared = model.filter(f -> f.fieldType().stringValue().equals(value.type())).isPresent();
        boolean array = isStatic && declared && value.type().startsWith("[") && immutability.isImmutableType(elementType(value.type()));
        boolean shallow = value.frozen() == Frozen.SHALLOW
                && model.filter(this::holdsImmutableTypes).isPresent()
                && !pollution.isPossible();
        boolean enumValues = field.equals("$VALUES") && own.isEnum(owner);
        if (!array && !shallow && !enumValues) {
            report.add(
                    place,
                    RULE,
                    "%s.%s holds something that can change, which would carry state from row to row"
                            .formatted(OwnClasses.shown(owner), field),
                    CONSTANT_HINT);
        }
    }

    private String parent(String owner) {
        return OwnClasses.superName(own.models().get(owner));
    }

    /** The table that javac makes for a switch over an enum, in a class of its own. */
    private boolean switchMap(String owner, String field) {
        ClassModel model = own.models().get(owner);
        return field.startsWith("$SwitchMap$") && model.flags().has(AccessFlag.SYNTHETIC);
    }

    private static String elementType(String array) {
        String element = array.replaceFirst("^\\[+", "");
        return element.startsWith("L")
                ? element.substring(1, element.length() - 1)
                : element.matches("[ZBCS]") ? "I" : element;
    }

    /** Whether all type arguments of a field's declared type never change, such as those of {@code Map<String, Integer>}. */
    private boolean holdsImmutableTypes(FieldModel field) {
        String signature = field.findAttribute(Attributes.signature())
                .map(attribute -> attribute.signature().stringValue())
                .orElse("");
        int open = signature.indexOf('<');
        boolean plain = open >= 0
                && !signature.contains("*")
                && !signature.contains("[")
                && !signature.matches(".*[<;+-]T\\w+;.*");
        return plain && argumentsImmutable(signature.substring(open));
    }

    private boolean argumentsImmutable(String arguments) {
        Matcher matcher = TYPE_ARGUMENT.matcher(arguments);
        while (matcher.find()) {
            if (!immutability.isImmutableType(matcher.group(1))) {
                return false;
            }
        }
        return true;
    }
}
