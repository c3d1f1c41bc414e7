package dev.wharf.gate;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.Signature;
import java.lang.classfile.attribute.EnclosingMethodAttribute;
import java.lang.classfile.attribute.InnerClassInfo;
import java.lang.classfile.attribute.InnerClassesAttribute;
import java.lang.classfile.attribute.NestHostAttribute;
import java.lang.classfile.attribute.NestMembersAttribute;
import java.lang.classfile.attribute.PermittedSubclassesAttribute;
import java.lang.classfile.attribute.RecordAttribute;
import java.lang.classfile.attribute.RecordComponentInfo;
import java.lang.classfile.attribute.SignatureAttribute;
import java.lang.classfile.constantpool.ConstantPoolBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.constant.ModuleDesc;
import java.lang.constant.PackageDesc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes class files of text, as no javac would: the part of a case behind {@code assembly:}. Its first lines are the body
 * of {@code migrate} in a plain main class; {@code class} begins another one, {@code method} another body.
 */
final class ClassAssembly {

    private static final ClassDesc MAIN = ClassDesc.of("Attack");
    private static final MethodTypeDesc MIGRATE =
            MethodTypeDesc.ofDescriptor("(Ldev/wharf/migration/SourceRow;Ldev/wharf/migration/TargetRows;)V");

    /** A line that is not code, with its words. */
    private record Line(String word, List<String> rest) {}

    private record Code(String name, MethodTypeDesc type, int flags, List<String> lines) {}

    /** One class as it is gathered. */
    private static final class Draft {
        final ClassDesc self;
        String parent = "java/lang/Object";
        List<String> interfaces = new ArrayList<>();
        int flags = ClassFile.ACC_FINAL | ClassFile.ACC_SUPER;
        int major = ClassFile.JAVA_25_VERSION;
        int minor;
        boolean maps = true;
        final List<Line> lines = new ArrayList<>();
        final List<Code> methods = new ArrayList<>();

        Draft(ClassDesc self) {
            this.self = self;
        }
    }

    private ClassAssembly() {}

    static Map<String, byte[]> assemble(String text) {
        Draft draft = new Draft(MAIN);
        draft.flags |= ClassFile.ACC_PUBLIC;
        draft.interfaces.add("dev/wharf/migration/RowMigration");
        List<Draft> drafts = new ArrayList<>(List.of(draft));
        List<String> code = new ArrayList<>();
        draft.methods.add(new Code("migrate", MIGRATE, ClassFile.ACC_PUBLIC, code));
        for (String line : text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList()) {
            List<String> words = Arrays.asList(line.split(" +"));
            List<String> rest = words.subList(1, words.size());
            switch (words.getFirst()) {
                case "class" -> {
                    draft = new Draft(ClassDesc.of(rest.getFirst()));
                    drafts.add(draft);
                }
                case "flags" -> draft.flags = Integer.decode(rest.getFirst());
                case "extends" -> draft.parent = rest.getFirst();
                case "implements" -> draft.interfaces.addAll(rest);
                case "nomaps" -> draft.maps = false;
                case "version" -> {
                    draft.major = Integer.parseInt(rest.get(0));
                    draft.minor = Integer.parseInt(rest.get(1));
                }
                case "method" -> {
                    code = new ArrayList<>();
                    int split = rest.get(1).indexOf('(');
                    MethodTypeDesc type = MethodTypeDesc.ofDescriptor(rest.get(1).substring(split));
                    draft.methods.add(new Code(rest.get(1).substring(0, split), type, Integer.decode(rest.get(0)), code));
                }
                case "field", "pool", "inner", "nesthost", "nestmembers", "permitted", "record", "enclosing", "signature" ->
                    draft.lines.add(new Line(words.getFirst(), rest));
                default -> code.add(line);
            }
        }
        Map<String, byte[]> classes = new TreeMap<>();
        drafts.forEach(d -> classes.put(CodeAssembly.internal(d.self), build(d)));
        return classes;
    }

    private static byte[] build(Draft draft) {
        ClassFile format = ClassFile.of(
                draft.maps ? ClassFile.StackMapsOption.STACK_MAPS_WHEN_REQUIRED : ClassFile.StackMapsOption.DROP_STACK_MAPS,
                ClassFile.DeadCodeOption.KEEP_DEAD_CODE,
                ClassFile.ClassHierarchyResolverOption.of(type -> Optional.ofNullable(
                                ClassHierarchyResolver.defaultResolver().getClassInfo(type))
                        .orElse(ClassHierarchyResolver.ClassHierarchyInfo.ofClass(CD_Object))));
        return format.build(draft.self, builder -> {
            builder.withVersion(draft.major, draft.minor)
                    .withFlags(draft.flags)
                    .withSuperclass(ClassDesc.ofInternalName(draft.parent))
                    .withInterfaceSymbols(draft.interfaces.stream().map(ClassDesc::ofInternalName).toList());
            boolean made = draft.methods.stream().anyMatch(m -> m.name().equals("<init>"));
            if (!made && (draft.flags & ClassFile.ACC_INTERFACE) == 0) {
                constructor(builder, draft.parent);
            }
            draft.lines.forEach(line -> member(builder, line));
            for (Code code : draft.methods) {
                if (code.lines().isEmpty() && (code.flags() & (ClassFile.ACC_ABSTRACT | ClassFile.ACC_NATIVE)) != 0) {
                    builder.withMethod(code.name(), code.type(), code.flags(), m -> {});
                } else {
                    builder.withMethodBody(code.name(), code.type(), code.flags(), body -> {
                        new CodeAssembly(body).write(code.lines());
                        if (code.name().equals("migrate")) {
                            body.return_();
                        }
                    });
                }
            }
        });
    }

    private static void constructor(ClassBuilder builder, String parent) {
        builder.withMethodBody(
                "<init>",
                MethodTypeDesc.of(CD_void),
                ClassFile.ACC_PUBLIC,
                code -> code.aload(0)
                        .invokespecial(ClassDesc.ofInternalName(parent), "<init>", MethodTypeDesc.of(CD_void))
                        .return_());
    }

    private static void member(ClassBuilder builder, Line line) {
        List<String> rest = line.rest();
        switch (line.word()) {
            case "field" ->
                builder.withField(rest.get(1), ClassDesc.ofDescriptor(rest.get(2)), field -> {
                    field.withFlags(Integer.decode(rest.get(0)));
                    if (rest.size() > 3) {
                        field.with(SignatureAttribute.of(Signature.parseFrom(rest.get(3))));
                    }
                });
            case "signature" ->
                builder.with(SignatureAttribute.of(builder.constantPool().utf8Entry(rest.getFirst())));
            case "nesthost" -> builder.with(NestHostAttribute.of(type(rest.getFirst())));
            case "nestmembers" -> builder.with(NestMembersAttribute.ofSymbols(types(rest)));
            case "permitted" -> builder.with(PermittedSubclassesAttribute.ofSymbols(types(rest)));
            case "enclosing" -> builder.with(EnclosingMethodAttribute.of(type(rest.getFirst()), Optional.empty(), Optional.empty()));
            case "inner" ->
                builder.with(InnerClassesAttribute.of(InnerClassInfo.of(
                        type(rest.get(0)), Optional.of(type(rest.get(1))), Optional.of(rest.get(2)), Integer.decode(rest.get(3)))));
            case "record" ->
                builder.with(RecordAttribute.of(rest.stream()
                        .map(c -> RecordComponentInfo.of(
                                c.substring(0, c.indexOf(':')), ClassDesc.ofDescriptor(c.substring(c.indexOf(':') + 1))))
                        .toList()));
            case "pool" -> constant(builder.constantPool(), rest.get(0), rest.get(1));
            default -> throw new IllegalArgumentException("the assembly has no " + line.word());
        }
    }

    /** Adds a constant that nothing uses. */
    private static void constant(ConstantPoolBuilder pool, String kind, String what) {
        switch (kind) {
            case "class" -> pool.classEntry(type(what));
            case "method" -> CodeAssembly.Member.of(what).method(pool, false);
            case "itfmethod" -> CodeAssembly.Member.of(what).method(pool, true);
            case "field" -> CodeAssembly.Member.of(what).field(pool);
            case "type" -> pool.methodTypeEntry(MethodTypeDesc.ofDescriptor(what));
            case "handle", "dynamic", "indy" -> CodeAssembly.constant(pool, kind + ":" + what);
            case "module" -> pool.moduleEntry(ModuleDesc.of(what));
            case "package" -> pool.packageEntry(PackageDesc.of(what));
            default -> throw new IllegalArgumentException("the assembly has no constant " + kind);
        }
    }

    private static ClassDesc type(String name) {
        return CodeAssembly.type(name);
    }

    private static List<ClassDesc> types(List<String> names) {
        return names.stream().map(ClassAssembly::type).toList();
    }

    /** Writes other bytes in place of a constant text of the same length, in every class that has it. */
    static Map<String, byte[]> rename(Map<String, byte[]> classes, String from, String to) {
        if (from.length() != to.length()) {
            throw new IllegalArgumentException("'%s' and '%s' differ in length".formatted(from, to));
        }
        Map<String, byte[]> changed = new TreeMap<>();
        classes.forEach((name, bytes) -> {
            String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
            String length = "" + (char) 1 + (char) (from.length() >> 8) + (char) (from.length() & 0xFF);
            changed.put(name, text.replace(length + from, length + to).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        });
        return changed;
    }
}
