package dev.wharf.gate;

import dev.wharf.gate.Report.Place;
import dev.wharf.gate.Value.Frozen;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.reflect.AccessFlag;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What may become of values: static fields hold what never changes, what goes through its elements in salted order is only
 * asked for single ones, an object's identity becomes no text. Each is what would make two runs over the same row differ.
 */
final class ValueRules implements FlowObserver {

    private static final String CONSTANT_HINT =
            "Hold texts, numbers, dates, patterns, List.of, Map.of, Map.copyOf(…) of such, lambdas or own records; make the rest in a method";

    /** Where something in salted order may be given, as it comes out sorted, or only single elements are asked for. */
    private static final Set<String> SALTED_ARGUMENTS = Set.of(
            "java/util/TreeMap.<init>", "java/util/TreeSet.<init>", "java/util/EnumMap.<init>", "java/util/EnumSet.copyOf",
            "java/util/Objects.requireNonNull", "java/util/Objects.requireNonNullElse", "java/util/Objects.isNull",
            "java/util/Objects.nonNull", "java/util/Objects.equals", "java/util/Set.copyOf", "java/util/Map.copyOf",
            "java/util/Collections.disjoint");
    private static final Set<String> SORTED = Set.of("java/util/TreeMap", "java/util/TreeSet");
    private static final Set<String> TO_TEXT = Set.of(
            "java/lang/String.valueOf", "java/lang/StringBuilder.append", "java/lang/StringBuilder.insert",
            "java/util/Objects.toString", "java/lang/Object.toString");
    private static final Set<String> BODILESS = Set.of(
            "java/util/stream/Stream", "java/util/stream/IntStream", "java/util/stream/LongStream",
            "java/util/stream/DoubleStream", "java/util/Iterator", "java/util/ListIterator", "java/util/Comparator");
    /** What may be asked of a list over a constant array. */
    private static final Set<String> VIEW_READS = Set.of(
            "contains", "containsAll", "indexOf", "lastIndexOf", "get", "getFirst", "getLast", "size", "isEmpty", "stream",
            "iterator", "forEach", "equals", "toString");
    private static final Pattern TYPE_ARGUMENT = Pattern.compile("L([\\w/$]+)[;<]");

    private final OwnClasses own;
    private final Report report;
    private final ProgramFlow program;
    private final Immutability immutability;

    ValueRules(OwnClasses own, Report report) {
        this.own = own;
        this.report = report;
        this.program = new ProgramFlow(own).run().withUncalled();
        this.immutability = new Immutability(own, program);
    }

    void check() {
        program.observe(this);
    }

    @Override
    public void called(@Nullable Place place, MemberRefEntry method, @Nullable Value receiver, List<Value> arguments) {
        String owner = OwnClasses.internalName(method.owner().asSymbol());
        String name = method.name().stringValue();
        String key = owner + "." + name;
        if (receiver != null && receiver.salted() && !SourceUses.UNORDERED.contains(name)) {
            salted(place, "." + name + " goes through a Set.of or Map.of");
        }
        if (receiver != null && receiver.shared() && !receiver.type().startsWith("[") && !VIEW_READS.contains(name)) {
            report.add(
                    place,
                    "mutable-static",
                    "." + name + " may change the array that a static field holds, through a list over it",
                    "Use List.of for constants");
        }
        boolean sorted = receiver != null && SORTED.contains(receiver.type());
        boolean asked = receiver != null && SourceUses.UNORDERED.contains(name) && !name.equals("getOrDefault");
        for (Value argument : arguments) {
            if (argument.salted() && !sorted && !asked && !SALTED_ARGUMENTS.contains(key) && !unmodifiable(owner, name)) {
                salted(place, "A Set.of or Map.of is given to " + OwnClasses.shown(owner) + "." + name);
            }
            if (argument.shared() && !PlatformCall.READ_ONLY.contains(key) && !key.equals(PlatformCall.VIEW)) {
                report.add(
                        place,
                        "mutable-static",
                        "An array that a static field holds is given to %s.%s, which may change it".formatted(OwnClasses.shown(owner), name),
                        "Use List.of for constants, or give a clone()");
            }
            if (TO_TEXT.contains(key) && method.type().stringValue().contains("Ljava/lang/Object;")) {
                toText(place, argument);
            }
        }
        if (receiver != null && name.equals("toString") && TO_TEXT.contains(declarer(owner) + ".toString")) {
            toText(place, receiver);
        }
    }

    private String declarer(String owner) {
        return own.resolve(owner, "toString()Ljava/lang/String;") instanceof OwnClasses.Target.Platform(String declarer)
                ? declarer
                : owner;
    }

    private static boolean unmodifiable(String owner, String name) {
        return owner.equals("java/util/Collections") && name.startsWith("unmodifiable");
    }

    @Override
    public void referenced(@Nullable Place place, MemberRefEntry method, List<Value> captured) {
        for (Value value : captured) {
            if (value.salted() && !SourceUses.UNORDERED.contains(method.name().stringValue())) {
                salted(place, "A Set.of or Map.of is bound to ::" + method.name().stringValue());
            }
            if (value.shared()) {
                report.add(place, "mutable-static", "An array that a static field holds is bound to a method", "Use List.of for constants");
            }
        }
    }

    @Override
    public void handedOver(@Nullable Place place, List<Value> arguments) {
        for (Value value : arguments) {
            if (value.salted()) {
                salted(place, "A Set.of or Map.of is given to a functional interface");
            }
            if (value.shared()) {
                report.add(
                        place,
                        "mutable-static",
                        "An array that a static field holds is given to a functional interface",
                        "Use List.of for constants");
            }
        }
    }

    @Override
    public void concatenated(@Nullable Place place, List<Value> parts) {
        parts.forEach(part -> toText(place, part));
    }

    @Override
    public void arrayStored(@Nullable Place place, boolean inClassInitializer, Value array, Value element) {
        if (element.salted()) {
            salted(place, "A Set.of or Map.of is put into an array");
        }
        if ((array.shared() && !inClassInitializer) || element.shared()) {
            report.add(
                    place,
                    "mutable-static",
                    "An array that a static field holds is changed, which would carry state from row to row",
                    "Use List.of for constants, and a local array for work");
        }
        if (array.type().equals("[Ljava/lang/Object;")) {
            toText(place, element);
        }
    }

    @Override
    public void escaped(@Nullable Place place, Value value) {
        if (value.salted()) {
            salted(place, "A Set.of or Map.of is given back to a stream or collection");
        }
        if (value.shared()) {
            report.add(
                    place, "mutable-static", "An array that a static field holds is given away", "Use List.of for constants");
        }
    }

    @Override
    public void fieldSet(@Nullable Place place, String owner, String field, boolean isStatic, Value value) {
        boolean lasting = isStatic || own.isEnum(owner) || own.isEnum(parent(owner));
        if (!lasting || immutability.isDeep(value) || switchMap(owner, field)) {
            return;
        }
        Optional<FieldModel> model = own.models().get(owner).fields().stream()
                .filter(f -> f.fieldName().equalsString(field))
                .findFirst();
        boolean array = isStatic && value.type().startsWith("[") && immutability.isImmutableType(elementType(value.type()));
        boolean shallow = value.frozen() == Frozen.SHALLOW
                && model.filter(this::holdsImmutableTypes).isPresent();
        boolean enumValues = field.equals("$VALUES") && own.isEnum(owner);
        if (!array && !shallow && !enumValues) {
            report.add(
                    place,
                    "mutable-static",
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

    /** What has no text of its own shows its identity, which differs from start to start. */
    private void toText(@Nullable Place place, Value value) {
        if (value.salted()) {
            salted(place, "A Set.of or Map.of becomes text");
        }
        String type = value.type();
        boolean bare = type.startsWith("[")
                || BODILESS.contains(type)
                || type.startsWith("java/util/function/")
                || (own.isOwn(type)
                        && !own.models().get(type).flags().has(AccessFlag.INTERFACE)
                        && own.resolve(type, "toString()Ljava/lang/String;")
                                instanceof OwnClasses.Target.Platform(String declarer)
                        && declarer.equals("java/lang/Object"));
        if (bare) {
            report.add(
                    place,
                    "identity",
                    "A %s becomes text, which shows its identity; that differs from start to start".formatted(OwnClasses.shown(type)),
                    "Write the text from its contents, such as String.join, Arrays.toString or a toString of its own");
        }
    }

    private void salted(@Nullable Place place, String what) {
        report.add(
                place,
                "salted-order",
                what + ", and Java changes the order of those from start to start",
                Hints.salted());
    }
}
