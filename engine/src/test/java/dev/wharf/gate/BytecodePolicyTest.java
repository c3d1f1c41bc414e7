package dev.wharf.gate;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_void;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.classfile.AttributeMapper;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.BufWriter;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassReader;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CustomAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Class files that no javac writes from an honest source: made by hand. */
class BytecodePolicyTest {

    private static final ClassDesc MAIN = ClassDesc.of("Attack");
    private static final ClassDesc MIGRATION = ClassDesc.of("dev.wharf.migration.RowMigration");
    private static final ClassDesc SOURCE = ClassDesc.of("dev.wharf.migration.SourceRow");
    private static final ClassDesc TARGET = ClassDesc.of("dev.wharf.migration.TargetRows");
    private static final MethodTypeDesc MIGRATE = MethodTypeDesc.of(CD_void, SOURCE, TARGET);

    @Test
    void acceptsThePlainestMigration() {
        assertEquals(List.of(), check(main(code -> {}, clazz -> {})));
    }

    @Test
    void refusesADynamicConstant() {
        refuses("constant", main(
                code -> code.loadConstant(DynamicConstantDesc.ofNamed(
                                ConstantDescs.ofConstantBootstrap(ClassDesc.of("java.lang.invoke.ConstantBootstraps"), "nullConstant", CD_Object),
                                "x",
                                CD_Object))
                        .pop(),
                clazz -> {}));
    }

    @Test
    void refusesAnotherBootstrapMethod() {
        DirectMethodHandleDesc bootstrap = MethodHandleDesc.ofMethod(
                DirectMethodHandleDesc.Kind.STATIC,
                MAIN,
                "boot",
                MethodTypeDesc.ofDescriptor(
                        "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;"));
        refuses("bootstrap", main(
                code -> code.invokedynamic(DynamicCallSiteDesc.of(bootstrap, "x", MethodTypeDesc.of(CD_void))),
                clazz -> {}));
    }

    @Test
    void refusesAMethodHandleOfAMemberThatMayNotBeCalled() {
        DirectMethodHandleDesc factory = MethodHandleDesc.ofMethod(
                DirectMethodHandleDesc.Kind.STATIC,
                ClassDesc.of("java.lang.invoke.LambdaMetafactory"),
                "metafactory",
                MethodTypeDesc.ofDescriptor(
                        "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;"));
        DirectMethodHandleDesc gc = MethodHandleDesc.ofMethod(
                DirectMethodHandleDesc.Kind.STATIC, ClassDesc.of("java.lang.System"), "gc", MethodTypeDesc.of(CD_void));
        refuses("not-allowed", main(
                code -> code.invokedynamic(DynamicCallSiteDesc.of(
                                factory,
                                "run",
                                MethodTypeDesc.of(ClassDesc.of("java.lang.Runnable")),
                                MethodTypeDesc.of(CD_void),
                                gc,
                                MethodTypeDesc.of(CD_void)))
                        .pop(),
                clazz -> {}));
    }

    @Test
    void refusesAFactoryThatIsCalledInsteadOfNamed() {
        refuses("not-allowed", main(
                code -> code.ldc("a")
                        .invokestatic(ClassDesc.of("java.lang.invoke.MethodHandles"), "lookup", MethodTypeDesc.ofDescriptor("()Ljava/lang/invoke/MethodHandles$Lookup;"))
                        .pop2(),
                clazz -> {}));
    }

    @Test
    void refusesAMethodTypeAsAValue() {
        refuses("constant", main(code -> code.loadConstant(MethodTypeDesc.of(CD_void)).pop(), clazz -> {}));
    }

    @Test
    void refusesAMemberInheritedThroughAnOwnClass() {
        refuses("not-allowed", main(
                code -> code.aload(0).invokevirtual(MAIN, "getClass", MethodTypeDesc.of(ConstantDescs.CD_Class)).pop(),
                clazz -> {}));
    }

    @Test
    void refusesAMemberThroughAnArray() {
        refuses("not-allowed", main(
                code -> code.iconst_0()
                        .anewarray(CD_String)
                        .invokevirtual(CD_String.arrayType(), "getClass", MethodTypeDesc.of(ConstantDescs.CD_Class))
                        .pop(),
                clazz -> {}));
    }

    @Test
    void refusesAConstantThatNoInstructionUses() {
        refuses("not-allowed", main(
                code -> {},
                clazz -> clazz.constantPool()
                        .methodRefEntry(ClassDesc.of("java.lang.System"), "exit", MethodTypeDesc.of(CD_void, ConstantDescs.CD_int))));
    }

    @Test
    void refusesMonitors() {
        refuses("synchronized", main(
                code -> code.aload(0).dup().monitorenter().monitorexit(), clazz -> {}));
    }

    @Test
    void refusesAClassLiteralOfWhatIsNoOwnEnum() {
        refuses("class-literal", main(code -> code.loadConstant(CD_String).pop(), clazz -> {}));
    }

    @Test
    void refusesNativeAndSynchronizedMethods() {
        refuses("method", main(
                code -> {},
                clazz -> clazz.withMethod("n", MethodTypeDesc.of(CD_void), ClassFile.ACC_NATIVE | ClassFile.ACC_PUBLIC, m -> {})));
    }

    @Test
    void refusesFieldsOfTypesOutsideTheList() {
        refuses("not-allowed", main(
                code -> {},
                clazz -> clazz.withField("f", ClassDesc.of("java.lang.Thread"), ClassFile.ACC_STATIC | ClassFile.ACC_FINAL)));
    }

    @Test
    void refusesAnExtraClassOutsideTheNest() {
        Map<String, byte[]> classes = new HashMap<>(main(code -> {}, clazz -> {}));
        classes.put("Other", ClassFile.of().build(ClassDesc.of("Other"), clazz -> {}));
        refuses("extra-class", classes);
    }

    @Test
    void refusesAClassUnderAnothersName() {
        byte[] bytes = main(code -> {}, clazz -> {}).get("Attack");
        refuses("extra-class", Map.of("Attack", bytes, "Attack$1", bytes));
    }

    @Test
    void refusesPreviewAndOtherVersions() {
        refuses("version", main(code -> {}, clazz -> clazz.withVersion(ClassFile.JAVA_25_VERSION, ClassFile.PREVIEW_MINOR_VERSION)));
        refuses("version", main(code -> {}, clazz -> clazz.withVersion(ClassFile.JAVA_8_VERSION, 0)));
    }

    @Test
    void refusesCodeThatDoesNotVerify() {
        refuses("malformed", main(code -> code.iconst_0().areturn(), clazz -> {}));
    }

    @Test
    void refusesWhatIsNoClassFileAndTruncatedOnes() {
        refuses("malformed", Map.of("Attack", new byte[] {1, 2, 3}));
        byte[] whole = main(code -> {}, clazz -> {}).get("Attack");
        for (int length = 0; length < whole.length; length++) {
            assertTrue(!check(Map.of("Attack", Arrays.copyOf(whole, length))).isEmpty());
        }
    }

    @Test
    void refusesTooManyAndTooLargeClasses() {
        refuses("size", Map.of("Attack", new byte[BytecodePolicy.MAX_CLASS_BYTES + 1]));
        Map<String, byte[]> many = new HashMap<>(main(code -> {}, clazz -> {}));
        for (int i = 0; i < BytecodePolicy.MAX_CLASSES; i++) {
            many.put("Attack$" + i, new byte[0]);
        }
        refuses("size", many);
    }

    /** Any one changed byte gives a class that is refused or that may run; never an exception or an internal error alone. */
    @Test
    void judgesEveryChangedByteWithoutBreaking() {
        byte[] whole = main(code -> code.aload(2).ldc("no").invokeinterface(TARGET, "skip", MethodTypeDesc.of(CD_void, CD_String)), clazz -> {})
                .get("Attack");
        for (int i = 0; i < whole.length; i++) {
            for (int change : new int[] {1, 0x40, 0xFF}) {
                byte[] bytes = whole.clone();
                bytes[i] ^= (byte) change;
                check(Map.of("Attack", bytes));
            }
        }
    }

    private static List<Finding> check(Map<String, byte[]> classes) {
        return BytecodePolicy.check("step", "Attack.java", "Attack", classes);
    }

    private static void refuses(String rule, Map<String, byte[]> classes) {
        List<Finding> findings = check(classes);
        assertTrue(findings.stream().anyMatch(f -> f.rule().equals(rule)), "expected " + rule + ", found " + findings);
    }

    /** An attribute without content that may be written more than once. */
    private static final class Again extends CustomAttribute<Again> {

        private static final AttributeMapper<Again> MAPPER = new AttributeMapper<>() {
            @Override
            public String name() {
                return "Deprecated";
            }

            @Override
            public Again readAttribute(AttributedElement enclosing, ClassReader reader, int position) {
                return new Again();
            }

            @Override
            public void writeAttribute(BufWriter writer, Again attribute) {
                writer.writeIndex(writer.constantPool().utf8Entry(name()));
                writer.writeInt(0);
            }

            @Override
            public boolean allowMultiple() {
                return true;
            }

            @Override
            public AttributeStability stability() {
                return AttributeStability.STATELESS;
            }
        };

        Again() {
            super(MAPPER);
        }
    }

    @Test
    void refusesAnAttributeThatStandsThereTwice() {
        refuses("attribute", main(code -> {}, clazz -> clazz.with(new Again()).with(new Again())));
        refuses("attribute", main(code -> {}, clazz -> clazz.withMethod(
                "n", MethodTypeDesc.of(CD_void), ClassFile.ACC_STATIC, m -> m.with(new Again()).with(new Again()).withCode(CodeBuilder::return_))));
        refuses("attribute", main(code -> {}, clazz -> clazz.withField(
                "f", CD_String, f -> f.withFlags(ClassFile.ACC_STATIC | ClassFile.ACC_FINAL).with(new Again()).with(new Again()))));
    }

    private static Map<String, byte[]> main(Consumer<CodeBuilder> body, Consumer<ClassBuilder> more) {
        byte[] bytes = ClassFile.of().build(MAIN, clazz -> {
            clazz.withVersion(ClassFile.JAVA_25_VERSION, 0)
                    .withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SUPER)
                    .withInterfaceSymbols(MIGRATION)
                    .withMethodBody("<init>", MethodTypeDesc.of(CD_void), ClassFile.ACC_PUBLIC, code ->
                            code.aload(0).invokespecial(CD_Object, "<init>", MethodTypeDesc.of(CD_void)).return_())
                    .withMethodBody("migrate", MIGRATE, ClassFile.ACC_PUBLIC, code -> {
                        body.accept(code);
                        code.return_();
                    });
            more.accept(clazz);
        });
        return Map.of("Attack", bytes);
    }
}
