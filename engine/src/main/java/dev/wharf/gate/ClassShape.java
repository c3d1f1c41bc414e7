package dev.wharf.gate;

import dev.wharf.gate.Report.Place;
import java.lang.classfile.Annotation;
import java.lang.classfile.Attribute;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.attribute.InnerClassesAttribute;
import java.lang.classfile.attribute.NestHostAttribute;
import java.lang.classfile.attribute.NestMembersAttribute;
import java.lang.classfile.attribute.PermittedSubclassesAttribute;
import java.lang.classfile.attribute.RecordAttribute;
import java.lang.classfile.attribute.RuntimeInvisibleAnnotationsAttribute;
import java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute;
import java.lang.classfile.attribute.SignatureAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.ConstantDynamicEntry;
import java.lang.classfile.constantpool.ConstantPool;
import java.lang.classfile.constantpool.FieldRefEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.constantpool.MethodTypeEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The shape of one class: its constants, parents, fields, methods and attributes. */
final class ClassShape {

    private static final String CLASS = "java/lang/Class";
    private static final String LOOKUP = "java/lang/invoke/MethodHandles$Lookup";
    private static final String LOOKUP_OUTER = "java/lang/invoke/MethodHandles";
    private static final String NEXT_SHAPE = "Write one public class, with private static methods and nested records, enums and sealed interfaces";

    private static final Set<String> PARENT_CLASSES = Set.of("java/lang/Object", "java/lang/Record", "java/lang/Enum");
    static final Set<String> PARENT_EXCEPTIONS = Set.of(
            "java/lang/Exception", "java/lang/RuntimeException", "java/lang/IllegalArgumentException",
            "java/lang/IllegalStateException");
    static final Set<String> PARENT_INTERFACES =
            Set.of("java/lang/Comparable", "java/util/Comparator", "java/lang/Iterable", "java/util/Iterator");
    private static final Set<String> RUNNER_ASKS = Set.of("getMessage", "getLocalizedMessage");
    private static final Set<String> CLASS_ATTRIBUTES = Set.of(
            "SourceFile", "InnerClasses", "NestHost", "NestMembers", "PermittedSubclasses", "Record", "Signature",
            "BootstrapMethods", "EnclosingMethod", "Deprecated", "Synthetic", "RuntimeVisibleAnnotations");
    private static final Set<String> MEMBER_ATTRIBUTES = Set.of(
            "ConstantValue", "Signature", "Synthetic", "Deprecated", "Code", "Exceptions", "MethodParameters",
            "RuntimeVisibleAnnotations");
    private static final Set<String> CODE_ATTRIBUTES =
            Set.of("LineNumberTable", "LocalVariableTable", "LocalVariableTypeTable", "StackMapTable");
    private static final Set<String> ANNOTATIONS =
            Set.of("Ljava/lang/FunctionalInterface;", "Ljava/lang/SafeVarargs;", "Ljava/lang/Deprecated;");

    private final OwnClasses own;
    private final ClassModel model;
    private final String name;
    private final Report report;

    ClassShape(OwnClasses own, ClassModel model, Report report) {
        this.own = own;
        this.model = model;
        this.name = model.thisClass().asInternalName();
        this.report = report;
    }

    void check() {
        new ClassKind(own, model, report).check();
        checkParents();
        checkAttributes();
        BootstrapRules bootstraps = new BootstrapRules(own, report);
        bootstraps.check(model);
        model.fields().forEach(this::checkField);
        for (MethodModel method : model.methods()) {
            checkMethod(method);
            if (method.code().isPresent()) {
                new CodeShape(own, model, method, report, bootstraps).check();
            }
        }
        checkPool(bootstraps);
        if (name.equals(own.main())) {
            checkMain();
        }
    }

    private void checkMain() {
        boolean plain = model.flags().has(AccessFlag.PUBLIC)
                && !model.flags().has(AccessFlag.ABSTRACT)
                && !model.flags().has(AccessFlag.INTERFACE)
                && OwnClasses.superName(model).equals("java/lang/Object")
                && OwnClasses.parents(model).contains("dev/wharf/migration/RowMigration");
        boolean constructible = model.methods().stream()
                .anyMatch(m -> m.methodName().equalsString("<init>")
                        && m.methodType().equalsString("()V")
                        && m.flags().has(AccessFlag.PUBLIC));
        if (!plain || !constructible) {
            refuse(
                    null,
                    "main-class",
                    "%s is not a public class that implements RowMigration and can be made without arguments"
                            .formatted(OwnClasses.shown(name)),
                    "Write public final class %s implements RowMigration, without a constructor".formatted(name));
        }
    }

    private void checkParents() {
        if (model.isModuleInfo() || model.flags().has(AccessFlag.ANNOTATION)) {
            refuse(null, "class-kind", "%s is a module or an annotation".formatted(OwnClasses.shown(name)), NEXT_SHAPE);
        }
        String parent = OwnClasses.superName(model);
        if (!PARENT_CLASSES.contains(parent) && !PARENT_EXCEPTIONS.contains(parent) && !own.isOwn(parent)) {
            refuse(
                    null,
                    "supertype",
                    "%s extends %s; only own classes and RuntimeException may be extended"
                            .formatted(OwnClasses.shown(name), OwnClasses.shown(parent)),
                    NEXT_SHAPE);
        }
        for (ClassEntry entry : model.interfaces()) {
            String type = entry.asInternalName();
            boolean allowed = own.isOwn(type)
                    || PARENT_INTERFACES.contains(type)
                    || (type.startsWith("java/util/function/") && JavaMembers.instance().isFunctional(type))
                    || (type.equals("dev/wharf/migration/RowMigration") && name.equals(own.main()));
            if (!allowed) {
                refuse(
                        null,
                        "supertype",
                        "%s implements %s; only RowMigration, own interfaces, Comparable, Comparator, Iterable, Iterator and java.util.function may be"
                                .formatted(OwnClasses.shown(name), OwnClasses.shown(type)),
                        NEXT_SHAPE);
            }
        }
    }

    private void checkAttributes() {
        checkAttributes(model, CLASS_ATTRIBUTES, OwnClasses.shown(name));
        for (Attribute<?> attribute : model.attributes()) {
            switch (attribute) {
                case NestHostAttribute host -> ownOnly(List.of(host.nestHost()), "NestHost");
                case NestMembersAttribute nest -> ownOnly(nest.nestMembers(), "NestMembers");
                case PermittedSubclassesAttribute permitted -> ownOnly(permitted.permittedSubclasses(), "PermittedSubclasses");
                case InnerClassesAttribute inner ->
                    inner.classes().forEach(info -> {
                        String type = info.innerClass().asInternalName();
                        if (!type.equals(LOOKUP) && !BootstrapRules.isFactory(type) && !own.isAllowedType(type)) {
                            type(null, type);
                        }
                    });
                case RecordAttribute record ->
                    record.components().forEach(c -> checkAttributes(c, MEMBER_ATTRIBUTES, c.name().stringValue()));
                default -> {}
            }
        }
    }

    private void ownOnly(List<ClassEntry> entries, String attribute) {
        for (ClassEntry entry : entries) {
            if (!own.isOwn(entry.asInternalName())) {
                refuse(
                        null,
                        "extra-class",
                        "%s names %s, which is not among the checked classes"
                                .formatted(attribute, OwnClasses.shown(entry.asInternalName())),
                        NEXT_SHAPE);
            }
        }
    }

    private void checkAttributes(AttributedElement element, Set<String> allowed, String what) {
        for (Attribute<?> attribute : element.attributes()) {
            String attributeName = attribute.attributeName().stringValue();
            if (!allowed.contains(attributeName)) {
                refuse(
                        null,
                        "attribute",
                        "%s carries the class file attribute %s".formatted(what, Report.shown(attributeName)),
                        "Leave annotations and anything but plain Java out");
            }
            if (attribute instanceof SignatureAttribute signature) {
                parse(element, signature);
            }
            if (attribute instanceof RuntimeVisibleAnnotationsAttribute visible) {
                checkAnnotations(visible.annotations(), what);
            } else if (attribute instanceof RuntimeInvisibleAnnotationsAttribute invisible) {
                checkAnnotations(invisible.annotations(), what);
            }
        }
    }

    /** A signature that cannot be read makes the class malformed, by the exception that says so. */
    private static void parse(AttributedElement element, SignatureAttribute signature) {
        switch (element) {
            case ClassModel type -> signature.asClassSignature();
            case MethodModel method -> signature.asMethodSignature();
            default -> signature.asTypeSignature();
        }
    }

    private void checkAnnotations(List<Annotation> annotations, String what) {
        for (Annotation annotation : annotations) {
            if (!ANNOTATIONS.contains(annotation.className().stringValue())) {
                refuse(
                        null,
                        "annotation",
                        "%s is annotated with %s".formatted(what, Report.shown(annotation.className().stringValue())),
                        "Only Override, SuppressWarnings, FunctionalInterface and SafeVarargs are of use here");
            }
        }
    }

    private void checkField(FieldModel field) {
        String shown = OwnClasses.shown(name) + "." + field.fieldName().stringValue();
        checkAttributes(field, MEMBER_ATTRIBUTES, shown);
        types(null, List.of(field.fieldTypeSymbol()));
        boolean isStatic = field.flags().has(AccessFlag.STATIC);
        boolean isFinal = field.flags().has(AccessFlag.FINAL);
        if (isStatic && !isFinal) {
            refuse(
                    null,
                    "mutable-static",
                    "%s is static and not final, so it would carry state from row to row".formatted(shown),
                    "Make it a static final constant, or a local variable");
        }
        if (!isStatic && name.equals(own.main())) {
            refuse(
                    null,
                    "instance-field",
                    "%s is an instance field of the migration, so it would carry state from row to row".formatted(shown),
                    "Use local variables and parameters");
        }
        if (!isStatic && !isFinal && own.isEnum(name)) {
            refuse(
                    null,
                    "mutable-static",
                    "%s is a field of an enum that can change, so it would carry state from row to row".formatted(shown),
                    "Make it final");
        }
        if (field.flags().has(AccessFlag.VOLATILE) || field.flags().has(AccessFlag.TRANSIENT)) {
            refuse(null, "field", "%s is volatile or transient".formatted(shown), "Leave the word out");
        }
    }

    private void checkMethod(MethodModel method) {
        String shown = OwnClasses.shown(name) + "." + method.methodName().stringValue();
        checkAttributes(method, MEMBER_ATTRIBUTES, shown);
        method.code().ifPresent(code -> {
            if (code instanceof CodeAttribute attribute) {
                checkAttributes(attribute, CODE_ATTRIBUTES, shown);
            }
        });
        MethodTypeDesc type = method.methodTypeSymbol();
        types(null, type.parameterList());
        types(null, List.of(type.returnType()));
        if (method.flags().has(AccessFlag.NATIVE) || method.flags().has(AccessFlag.SYNCHRONIZED)) {
            refuse(null, "method", "%s is native or synchronized".formatted(shown), "Leave the word out: a migration has one thread");
        }
        if (RUNNER_ASKS.contains(method.methodName().stringValue()) && own.isException(name)) {
            refuse(
                    null,
                    "method",
                    "%s would run after the row that threw the exception".formatted(shown),
                    "Give the text to the constructor: super(message)");
        }
        if (method.methodName().equalsString("finalize")) {
            refuse(null, "method", "%s would be run by the garbage collector".formatted(shown), "Choose another name");
        }
    }

    /** Looks at every constant, used or not: what is not in the pool cannot be reached. */
    private void checkPool(BootstrapRules bootstraps) {
        ConstantPool pool = model.constantPool();
        for (PoolEntry entry : pool) {
            switch (entry.tag()) {
                case PoolEntry.TAG_UTF8, PoolEntry.TAG_INTEGER, PoolEntry.TAG_FLOAT, PoolEntry.TAG_LONG,
                        PoolEntry.TAG_DOUBLE, PoolEntry.TAG_STRING, PoolEntry.TAG_NAME_AND_TYPE,
                        PoolEntry.TAG_INVOKE_DYNAMIC -> {}
                case PoolEntry.TAG_DYNAMIC -> dynamic(bootstraps, (ConstantDynamicEntry) entry);
                case PoolEntry.TAG_METHOD_HANDLE -> bootstraps.checkHandle((MethodHandleEntry) entry);
                case PoolEntry.TAG_CLASS -> {
                    ClassDesc type = ((ClassEntry) entry).asSymbol();
                    String internal = OwnClasses.internalName(type);
                    boolean named = internal.equals(CLASS); // as the owner of getSimpleName; all other uses are looked at where they stand
                    boolean ofLambdas = named || internal.equals(LOOKUP) || internal.equals(LOOKUP_OUTER) || BootstrapRules.isFactory(internal);
                    if (!own.isAllowedType(type) && !ofLambdas) {
                        type(null, internal);
                    }
                }
                case PoolEntry.TAG_METHOD_TYPE -> {
                    MethodTypeDesc type = ((MethodTypeEntry) entry).asSymbol();
                    types(null, type.parameterList());
                    types(null, List.of(type.returnType()));
                }
                case PoolEntry.TAG_FIELDREF, PoolEntry.TAG_METHODREF, PoolEntry.TAG_INTERFACE_METHODREF -> {
                    MemberRefEntry ref = (MemberRefEntry) entry;
                    boolean judgedWhereCalled = ref.name().equalsString("getClass") || ref.name().equalsString("hashCode") || isSimpleName(ref);
                    if (!bootstraps.isFactoryMethod(ref) && !judgedWhereCalled) {
                        member(null, ref);
                    }
                }
                default -> constant(entry);
            }
        }
    }

    private void dynamic(BootstrapRules bootstraps, ConstantDynamicEntry constant) {
        if (!bootstraps.isOfLabel(constant)) {
            constant(constant);
        }
    }

    private void constant(PoolEntry entry) {
        refuse(
                null,
                "constant",
                "%s holds a constant of kind %d, which plain Java has no use for".formatted(OwnClasses.shown(name), entry.tag()),
                "Leave out what makes the compiler write dynamic constants");
    }

    static boolean isSimpleName(MemberRefEntry ref) {
        return ref.owner().asInternalName().equals(CLASS)
                && ref.name().equalsString("getSimpleName")
                && ref.type().equalsString("()Ljava/lang/String;");
    }

    /** Refuses a reference to a member that is not listed. */
    void member(@Nullable Place place, MemberRefEntry ref) {
        String owner = OwnClasses.internalName(ref.owner().asSymbol());
        String key = ref.name().stringValue() + (ref instanceof FieldRefEntry ? ":" : "") + ref.type().stringValue();
        if (!own.isAllowedMember(owner, key)) {
            Hints.member(report, place, owner, ref.name().stringValue());
        }
    }

    private void types(@Nullable Place place, List<ClassDesc> types) {
        for (ClassDesc type : types) {
            if (!own.isAllowedType(type)) {
                type(place, OwnClasses.internalName(type));
            }
        }
    }

    private void type(@Nullable Place place, String internalName) {
        Hints.type(report, place, internalName);
    }

    private void refuse(@Nullable Place place, String rule, String message, String next) {
        report.add(place, rule, message, next);
    }
}
