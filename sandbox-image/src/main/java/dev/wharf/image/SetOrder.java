package dev.wharf.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.InvokeInstruction;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Gives {@code Set.of} and {@code Map.of} of a linked Java home one order for good. Java salts it from the clock at every
 * start, in the static initialiser of {@code ImmutableCollections}, and no option changes that; so the call that reads the
 * clock is replaced by a constant, three bytes by three bytes, before the AOT cache is trained. A JDK whose class looks
 * otherwise fails the build.
 */
final class SetOrder {

    private static final String CLASS = "java/util/ImmutableCollections.class";

    /** lconst_1, nop, nop: one value of type long, in the room of an invokestatic. */
    private static final byte[] CONSTANT = {0x0a, 0x00, 0x00};

    private SetOrder() {}

    /** The patterns of jlink's resources that may be compressed: all but the class that is changed in place. */
    static String compressible() {
        return "regex:(?!/java\\.base/" + CLASS.replace(".", "\\.") + "$).*";
    }

    /**
     * Changes the class within {@code lib/modules}; it must lie there uncompressed, and {@code lib/jrt-fs.jar} be there still.
     *
     * @throws IllegalStateException where the class does not read the clock exactly once, or is not found exactly once
     */
    static void pin(Path home) {
        byte[] original = read(home);
        int call = clockCall(original);
        Path modules = home.resolve("lib/modules");
        try {
            byte[] image = Files.readAllBytes(modules);
            List<Integer> places = places(image, original);
            if (places.size() != 1) {
                throw new IllegalStateException(
                        CLASS + " lies " + places.size() + " times uncompressed in " + modules + ", not once");
            }
            Files.setPosixFilePermissions(modules, PosixFilePermissions.fromString("rw-r--r--"));
            try (FileChannel file = FileChannel.open(modules, StandardOpenOption.WRITE)) {
                file.write(ByteBuffer.wrap(CONSTANT), places.getFirst() + call);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!clockCalls(read(home)).isEmpty()) {
            throw new IllegalStateException(CLASS + " still reads the clock");
        }
    }

    /** Where in the class file the one instruction stands that reads the clock. */
    static int clockCall(byte[] classFile) {
        List<Integer> calls = clockCalls(classFile);
        if (calls.size() != 1) {
            throw new IllegalStateException("this JDK's " + CLASS + " reads the clock at " + calls.size()
                    + " places, not at one: the order of Set.of and Map.of has to be pinned in another way");
        }
        return calls.getFirst();
    }

    private static List<Integer> clockCalls(byte[] classFile) {
        ClassModel model = ClassFile.of().parse(classFile);
        List<Integer> calls = new ArrayList<>();
        for (MethodModel method : model.methods()) {
            method.code().ifPresent(code -> {
                int offset = 0;
                for (CodeElement element : code) {
                    if (element instanceof Instruction instruction) {
                        if (readsTheClock(instruction)) {
                            calls.add(codeStart(classFile, (CodeAttribute) code) + offset);
                        }
                        offset += instruction.sizeInBytes();
                    }
                }
            });
        }
        return calls;
    }

    private static boolean readsTheClock(Instruction instruction) {
        return instruction instanceof InvokeInstruction call
                && call.opcode() == Opcode.INVOKESTATIC
                && call.owner().asInternalName().equals("java/lang/System")
                && (call.name().equalsString("nanoTime") || call.name().equalsString("currentTimeMillis"));
    }

    private static int codeStart(byte[] classFile, CodeAttribute code) {
        List<Integer> places = places(classFile, code.codeArray());
        if (places.size() != 1) {
            throw new IllegalStateException("a method of " + CLASS + " is not found in it");
        }
        return places.getFirst();
    }

    private static List<Integer> places(byte[] in, byte[] part) {
        List<Integer> places = new ArrayList<>();
        for (int at = 0; at + part.length <= in.length; at++) {
            if (in[at] == part[0] && Arrays.equals(in, at, at + part.length, part, 0, part.length)) {
                places.add(at);
            }
        }
        return places;
    }

    private static byte[] read(Path home) {
        try (FileSystem runtime = FileSystems.newFileSystem(URI.create("jrt:/"), Map.of("java.home", home.toString()))) {
            return Files.readAllBytes(runtime.getPath("/modules/java.base/" + CLASS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
