package dev.wharf.gate.fuzz;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a class file can name at all: everything that its code reaches stands in its constant pool (JVMS 4.4). Read byte by
 * byte, without the class file library that the gate is made of.
 */
final class ConstantPool {

    private final int[] tags;
    private final int[] first;
    private final int[] second;
    private final String[] texts;

    private ConstantPool(int size) {
        tags = new int[size];
        first = new int[size];
        second = new int[size];
        texts = new String[size];
    }

    /** A member that the class names: its class's internal name, its own name and its descriptor. */
    record Member(String owner, String name, String descriptor) {}

    static ConstantPool read(byte[] file) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(file))) {
            if (in.readInt() != 0xCAFEBABE) {
                throw new IllegalArgumentException("no class file");
            }
            in.readInt();
            int size = in.readUnsignedShort();
            ConstantPool pool = new ConstantPool(size);
            for (int i = 1; i < size; i++) {
                i += pool.entry(in, i);
            }
            return pool;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads one entry; 1 where it takes two places. */
    private int entry(DataInputStream in, int at) throws IOException {
        tags[at] = in.readUnsignedByte();
        switch (tags[at]) {
            case 1 -> texts[at] = in.readUTF();
            case 3, 4 -> in.readInt();
            case 5, 6 -> in.readLong();
            case 7, 8, 16, 19, 20 -> first[at] = in.readUnsignedShort();
            case 9, 10, 11, 12, 17, 18 -> {
                first[at] = in.readUnsignedShort();
                second[at] = in.readUnsignedShort();
            }
            case 15 -> {
                second[at] = in.readUnsignedByte();
                first[at] = in.readUnsignedShort();
            }
            default -> throw new IllegalArgumentException("constant with tag " + tags[at]);
        }
        return tags[at] == 5 || tags[at] == 6 ? 1 : 0;
    }

    List<String> classes() {
        List<String> classes = new ArrayList<>();
        for (int i = 1; i < tags.length; i++) {
            if (tags[i] == 7) {
                classes.add(texts[first[i]]);
            }
        }
        return classes;
    }

    List<Member> members() {
        List<Member> members = new ArrayList<>();
        for (int i = 1; i < tags.length; i++) {
            if (tags[i] >= 9 && tags[i] <= 11) {
                int both = second[i];
                members.add(new Member(texts[first[first[i]]], texts[first[both]], texts[second[both]]));
            }
        }
        return members;
    }

    /** The types of the constants that the JVM would compute by a method of the class's choice. */
    List<String> dynamicConstants() {
        List<String> types = new ArrayList<>();
        for (int i = 1; i < tags.length; i++) {
            if (tags[i] == 17) {
                types.add(texts[second[second[i]]]);
            }
        }
        return types;
    }

    /** Whether a text literal of just these characters is a constant. */
    boolean hasText(String text) {
        for (int i = 1; i < tags.length; i++) {
            if (tags[i] == 8 && text.equals(texts[first[i]])) {
                return true;
            }
        }
        return false;
    }
}
