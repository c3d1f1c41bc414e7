package dev.wharf.gate;

import dev.wharf.gate.Report.Place;
import dev.wharf.gate.Value.Frozen;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may become of values, as it would make two runs over the same row differ. Here: static fields hold what never
 * changes. {@link OrderRules} and {@link IdentityRules} say the rest.
 */
final class ValueRules implements FlowObserver {

    private static final String RULE = "mutable-static";
    private static final String CHANGE_HINT =
            "Make the collection in the method that fills it, so that each row has its own; hold constants by List.of, Set.of or Map.copyOf";
    private static final String CONSTANT_HINT =
            "Hold texts, numbers, dates, patterns, List.of, Map.of, Map.copyOf(…) of such, lambdas or own records; make the rest in a method";

    /** What looks at an array, and keeps nothing of it. */
    private static final Set<String> LOOKED_AT = Set.of(
            "java/util/Objects.requireNonNull", "java/util/Objects.isNull", "java/util/Objects.nonNull",
            "java/util/Arrays.equals", "java/util/Arrays.toString", "java/util/Arrays.deepToString",
            "java/util/Arrays.deepEquals", "dev/wharf/migration/TargetRow.set");

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
        if (receiver != null && receiver.shared() && !receiver.type().startsWith("[") && !Holders.reads(name, program.hasNested())) {
            report.add(
                    place,
                    RULE,
                    "." + name + " may change what a static field holds, which would carry state from row to row",
                    CHANGE_HINT);
        }
        MethodTypeDesc type = MethodTypeDesc.ofDescriptor(method.type().stringValue());
        for (int i = 0; i < Math.min(arguments.size(), type.parameterCount()); i++) {
            Value argument = arguments.get(i);
            boolean read = onlyRead(key, argument, type.parameterType(i).isArray())
                    || (!argument.type().startsWith("[") && Holders.readsArgument(owner, name, program.hasNested()));
            if (argument.shared() && !read) {
                report.add(
                        place,
                        RULE,
                        "What a static field holds is given to %s.%s, which may change it".formatted(OwnClasses.shown(owner), name),
                        "Use List.of, Set.of or Map.of for constants, or give a copy: array.clone(), new ArrayList<>(list)");
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
        boolean reads = Holders.reads(method.name().stringValue(), program.hasNested());
        if (captured.stream().anyMatch(value -> value.shared() && !(reads && !value.type().startsWith("[")))) {
            report.add(place, RULE, "What a static field holds is bound to a method", "Use List.of for constants");
        }
    }

    @Override
    public void handedOver(@Nullable Place place, List<Value> arguments) {
        if (arguments.stream().anyMatch(Value::shared)) {
            report.add(
                    place,
                    RULE,
                    "What a static field holds is given to a functional interface",
                    "Use List.of for constants");
        }
    }

    @Override
    public void arrayStored(@Nullable Place place, Value array, Value element) {
        if (array.shared() || element.shared()) {
            report.add(
                    place,
                    RULE,
                    "What a static field holds is changed, which would carry state from row to row",
                    "Use List.of for constants, and a local array for work");
        }
    }

    @Override
    public void escaped(@Nullable Place place, Value value) {
        if (value.shared()) {
            report.add(place, RULE, "What a static field holds is given away", "Use List.of for constants");
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
        boolean array = declared && value.type().startsWith("[") && immutability.isImmutableType(elementType(value.type()));
        boolean shallow = value.frozen() == Frozen.SHALLOW
                && model.filter(immutability::holdsImmutableTypes).isPresent()
                && !pollution.isPossible();
        boolean enumValues = field.equals("$VALUES") && own.isEnum(owner);
        boolean collection = Holders.isCollection(value.type())
                && !Holders.beganEmpty(value, owner + ".<clinit>")
                && model.filter(immutability::holdsCollections).isPresent()
                && (program.hasNested() || !pollution.isPossible());
        if (!array && !shallow && !enumValues && !collection) {
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
}
