package dev.wharf.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetOrderTest {

    private static final int INVOKESTATIC = 0xb8;

    @Test
    void finds_the_one_call_that_salts_this_jdks_sets() throws IOException {
        byte[] own = Files.readAllBytes(
                FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base/java/util/ImmutableCollections.class"));
        assertEquals(INVOKESTATIC, own[SetOrder.clockCall(own)] & 0xFF);
    }

    @Test
    void finds_it_behind_other_instructions() {
        byte[] classFile = reading(1);
        int at = SetOrder.clockCall(classFile);
        assertEquals(INVOKESTATIC, classFile[at] & 0xFF);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void a_jdk_that_salts_in_another_way_fails_the_build(int calls) {
        var e = assertThrows(IllegalStateException.class, () -> SetOrder.clockCall(reading(calls)));
        assertTrue(e.getMessage().contains("at " + calls + " places"), e.getMessage());
    }

    @Test
    void only_the_changed_class_stays_uncompressed() {
        Pattern pattern = Pattern.compile(SetOrder.compressible().substring("regex:".length()));
        assertTrue(pattern.matcher("/java.base/java/util/ImmutableCollections$SetN.class").matches());
        assertTrue(pattern.matcher("/java.base/java/lang/String.class").matches());
        assertTrue(!pattern.matcher("/java.base/java/util/ImmutableCollections.class").matches());
    }

    /** A class whose initialiser reads the clock so often. */
    private static byte[] reading(int calls) {
        return ClassFile.of().build(ClassDesc.of("Salted"), type -> type.withMethodBody(
                ConstantDescs.CLASS_INIT_NAME, ConstantDescs.MTD_void, ClassFile.ACC_STATIC, code -> {
                    for (int i = 0; i < calls; i++) {
                        code.loadConstant(0x243F_6A88_85A3_08D3L).pop2();
                        code.invokestatic(ClassDesc.of("java.lang.System"), "nanoTime", MethodTypeDesc.of(ConstantDescs.CD_long));
                        code.pop2();
                    }
                    code.return_();
                }));
    }
}
