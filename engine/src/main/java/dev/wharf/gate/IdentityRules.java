package dev.wharf.gate;

import dev.wharf.gate.Report.Place;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An object's identity becomes neither text nor number, and no text goes through what has no order. */
final class IdentityRules implements FlowObserver {

    static final Set<String> TO_TEXT = Set.of(
            "java/lang/String.valueOf", "java/lang/StringBuilder.append", "java/lang/StringBuilder.insert",
            "java/lang/StringBuffer.append", "java/lang/StringBuffer.insert", "java/lang/AssertionError.<init>",
            "java/text/MessageFormat.format",
            "java/util/Objects.toString", "java/util/Arrays.toString", "java/util/Arrays.deepToString",
            "java/lang/String.format", "java/lang/String.formatted");
    /** {@code %h} writes a hash code. */
    private static final Pattern HASH_FORMAT = Pattern.compile("%[^%a-zA-Z]*[hH]");

    private static final Set<String> TO_HASH = Set.of(
            "java/util/Objects.hash", "java/util/Objects.hashCode", "java/util/Arrays.hashCode", "java/util/Arrays.deepHashCode");

    /** The compiler leaves no type where append, valueOf or + takes what a collection gives. */
    private static final String TYPED =
            "Put it into a local variable of its type first, such as Character c = stack.pop(), and write that";

    private final OwnClasses own;
    private final Report report;
    private final ProgramFlow program;
    private final Identity identity;
    private boolean inHashCode;

    IdentityRules(OwnClasses own, Report report, ProgramFlow program) {
        this.own = own;
        this.report = report;
        this.program = program;
        this.identity = program.identity();
    }

    /** What an own hashCode makes of the parts is judged where a row asks for it. */
    @Override
    public void entered(ProgramFlow.Method method) {
        inHashCode = method.signature().equals(Identity.HASH);
    }

    @Override
    public void called(@Nullable Place place, MemberRefEntry method, @Nullable Value receiver, List<Value> arguments) {
        String owner = OwnClasses.internalName(method.owner().asSymbol());
        String name = method.name().stringValue();
        String key = owner + "." + name;
        String descriptor = method.type().stringValue();
        if (TO_TEXT.contains(key) && descriptor.contains("Ljava/lang/Object;")) {
            boolean format = name.startsWith("format");
            boolean deep = name.equals("deepToString");
            for (Value argument : arguments) {
                boolean many = descriptor.contains("[Ljava/lang/Object;") && argument.type().startsWith("[");
                Value content = many ? content(argument) : argument;
                if (!(deep && content.type().startsWith("["))) {
                    toText(place, content);
                }
                if (format && many) {
                    formatted(place, receiver, arguments, content);
                }
            }
        }
        if (TO_HASH.contains(key) && !inHashCode) {
            for (Value argument : arguments) {
                boolean many = descriptor.contains("[Ljava/lang/Object;") && argument.type().startsWith("[");
                boolean primitives = key.equals("java/util/Arrays.hashCode") && !many;
                Value content = many ? content(argument) : argument;
                if (!primitives) {
                    hashed(place, content);
                }
            }
        }
        if (receiver != null && (name + descriptor).equals(Identity.HASH) && !inHashCode && isOpen(receiver.type())) {
            hashed(place, receiver);
        }
        if (receiver != null && name.equals("toString") && arguments.isEmpty()) {
            toText(place, receiver);
        }
        if (receiver != null && ClassShape.isSimpleName(method) && !receiver.site().equals(PlatformCall.OWN_CLASS)) {
            report.add(
                    place,
                    "identity",
                    "The class that is named here may be a lambda's, whose name differs from start to start",
                    "Ask an own class, record or sealed interface for its class, or tell kinds apart with patterns");
        }
    }

    /** What the elements of an array may be; where they cannot be followed, what its type says. */
    private Value content(Value array) {
        String component = array.type().substring(1);
        String type = component.startsWith("L") ? component.substring(1, component.length() - 1) : component;
        return program.elementsOf(array).orElse(Value.any(type));
    }

    private void formatted(@Nullable Place place, @Nullable Value receiver, List<Value> arguments, Value content) {
        boolean hashes = content.type().equals(Value.OBJECT) || identity.hash(content.type());
        Value text = receiver != null
                ? receiver
                : arguments.stream().filter(a -> a.type().equals("java/lang/String")).findFirst().orElse(Value.any(Value.OBJECT));
        Set<String> texts = text.texts();
        if (hashes && (texts == null || texts.stream().anyMatch(t -> HASH_FORMAT.matcher(t).find()))) {
            report.add(
                    place,
                    "identity",
                    "A format that is computed, or has %h, may write the hash code of an object, which differs from start to start",
                    "Write the format as a constant without %h");
        }
    }

    @Override
    public void willBeCalled(@Nullable Place place, MemberRefEntry method, @Nullable Value receiver, List<Value> arguments) {
        called(place, method, receiver, arguments);
    }

    @Override
    public void concatenated(@Nullable Place place, List<Value> parts) {
        parts.forEach(part -> toText(place, part));
    }

    @Override
    public void hashed(@Nullable Place place, Value value) {
        if (identity.hash(value) || (identity.holdsUnknown(value) && program.heap().hashesByIdentity())) {
            report.add(
                    place,
                    "identity",
                    "The hash code of %s is made of identities, which differ from start to start".formatted(OwnClasses.shown(value.type())),
                    "Use the values themselves, such as name() or ordinal() of an enum");
        }
    }

    /** Whether what an object of Java's holds makes its hash code. */
    private static boolean isOpen(String type) {
        return type.startsWith("java/util/") || type.equals(Value.OBJECT);
    }

    private void toText(@Nullable Place place, Value value) {
        if (value.salted() || identity.saltedInText(value)) {
            boolean salted = value.salted() || !program.heap().isUnstable(value);
            report.add(
                    place,
                    salted ? "salted-order" : "identity-order",
                    "%s becomes text, whose order differs from start to start"
                            .formatted(salted ? "A Set.of or Map.of" : "A hash table of keys that hash by identity"),
                    Hints.salted());
        }
        if (identity.inText(value)) {
            String type = value.type();
            report.add(
                    place,
                    "identity",
                    "A %s becomes text, which shows its identity or that of what it may hold; that differs from start to start"
                            .formatted(OwnClasses.shown(type)),
                    type.equals(Value.OBJECT) ? TYPED : "Write the text from its contents, such as String.join, Arrays.toString or a toString of its own");
        }
    }
}
