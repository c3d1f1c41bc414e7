package dev.wharf.gate;

import java.lang.classfile.Attribute;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.reflect.AccessFlag;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a class is the kind of class that it says to be. Other rules rely on that: an enum's fields are judged as
 * constants, a record's as its components, and a member is found by its name and type alone.
 */
final class ClassKind {

    private static final int CLASS_FLAGS = ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SUPER
            | ClassFile.ACC_INTERFACE | ClassFile.ACC_ABSTRACT | ClassFile.ACC_SYNTHETIC | ClassFile.ACC_ENUM;
    private static final int FIELD_FLAGS = ClassFile.ACC_PUBLIC | ClassFile.ACC_PRIVATE | ClassFile.ACC_PROTECTED
            | ClassFile.ACC_STATIC | ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC | ClassFile.ACC_ENUM;
    private static final int METHOD_FLAGS = ClassFile.ACC_PUBLIC | ClassFile.ACC_PRIVATE | ClassFile.ACC_PROTECTED
            | ClassFile.ACC_STATIC | ClassFile.ACC_FINAL | ClassFile.ACC_BRIDGE | ClassFile.ACC_VARARGS
            | ClassFile.ACC_ABSTRACT | ClassFile.ACC_SYNTHETIC;
    private static final int CONSTANT = ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC | ClassFile.ACC_FINAL;
    private static final String ENUM = "java/lang/Enum";
    private static final String RECORD = "java/lang/Record";
    private static final String NEXT = "Compile plain Java; a class file is not written by hand";

    private final OwnClasses own;
    private final ClassModel model;
    private final Report report;
    private final String shown;

    ClassKind(OwnClasses own, ClassModel model, Report report) {
        this.own = own;
        this.model = model;
        this.report = report;
        this.shown = OwnClasses.shown(model.thisClass().asInternalName());
    }

    void check() {
        checkKind();
        Set<String> fields = new HashSet<>();
        model.fields().forEach(field -> checkField(field, fields));
        Set<String> methods = new HashSet<>();
        model.methods().forEach(method -> checkMethod(method, methods));
        checkAttributes(model);
        model.fields().forEach(this::checkAttributes);
        model.methods().forEach(this::checkAttributes);
    }

    private boolean is(AccessFlag flag) {
        return model.flags().has(flag);
    }

    private void checkKind() {
        String parent = OwnClasses.superName(model);
        boolean enumParent = parent.equals(ENUM) || own.isEnum(parent);
        boolean interfaceShape = is(AccessFlag.ABSTRACT) && parent.equals("java/lang/Object") && !is(AccessFlag.FINAL) && !enumParent;
        boolean valid = (model.flags().flagsMask() & ~CLASS_FLAGS) == 0
                && (!is(AccessFlag.INTERFACE) || interfaceShape)
                && !(is(AccessFlag.FINAL) && is(AccessFlag.ABSTRACT))
                && is(AccessFlag.ENUM) == enumParent
                && model.findAttribute(Attributes.record()).isPresent() == parent.equals(RECORD)
                && (!parent.equals(RECORD) || isRecord())
                && extendsClass(parent);
        if (!valid) {
            report.add(null, "class-kind", "%s is not what it says to be: class, record, enum or interface".formatted(shown), NEXT);
        }
    }

    /** A superclass among the own ones is no interface and no record. */
    private boolean extendsClass(String parent) {
        ClassModel found = own.models().get(parent);
        return found == null || !(found.flags().has(AccessFlag.INTERFACE) || found.flags().has(AccessFlag.FINAL));
    }

    /** A record is final, and its fields are its components. */
    private boolean isRecord() {
        List<String> components = model.findAttribute(Attributes.record()).stream()
                .flatMap(attribute -> attribute.components().stream())
                .map(c -> c.name().stringValue() + ":" + c.descriptor().stringValue())
                .toList();
        List<String> fields = model.fields().stream()
                .filter(field -> !field.flags().has(AccessFlag.STATIC))
                .map(field -> field.fieldName().stringValue() + ":" + field.fieldType().stringValue())
                .toList();
        boolean fixed = model.fields().stream().allMatch(field -> field.flags().has(AccessFlag.FINAL));
        return is(AccessFlag.FINAL) && fixed && components.equals(fields);
    }

    private void checkField(FieldModel field, Set<String> names) {
        int flags = field.flags().flagsMask();
        boolean valid = (flags & ~FIELD_FLAGS) == 0
                && (!is(AccessFlag.INTERFACE) || (flags & CONSTANT) == CONSTANT)
                && names.add(field.fieldName().stringValue());
        if (!valid) {
            refuse("field", field.fieldName().stringValue());
        }
    }

    private void checkMethod(MethodModel method, Set<String> signatures) {
        String name = method.methodName().stringValue();
        String type = method.methodType().stringValue();
        boolean isStatic = method.flags().has(AccessFlag.STATIC);
        boolean isAbstract = method.flags().has(AccessFlag.ABSTRACT);
        boolean named = switch (name) {
            case "<init>" -> !isStatic && type.endsWith(")V") && !is(AccessFlag.INTERFACE);
            case "<clinit>" -> isStatic && type.equals("()V");
            default -> !name.startsWith("<");
        };
        boolean valid = (method.flags().flagsMask() & ~METHOD_FLAGS) == 0
                && named
                && isAbstract != method.code().isPresent()
                && (!isAbstract || is(AccessFlag.ABSTRACT))
                && signatures.add(name + type);
        if (!valid) {
            refuse("method", name);
        }
    }

    private void checkAttributes(AttributedElement element) {
        Set<String> names = new HashSet<>();
        for (Attribute<?> attribute : element.attributes()) {
            String name = attribute.attributeName().stringValue();
            if (!names.add(name)) {
                report.add(null, "attribute", "%s carries the class file attribute %s twice".formatted(shown, name), NEXT);
            }
        }
    }

    private void refuse(String rule, String member) {
        report.add(null, rule, "%s.%s is no %s that plain Java compiles to".formatted(shown, member, rule), NEXT);
    }
}
