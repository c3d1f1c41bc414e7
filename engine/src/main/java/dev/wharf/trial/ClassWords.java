package dev.wharf.trial;

import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The texts that classes name: what a branch asks for is among them, so rows that hold them get into it. */
final class ClassWords {

    private static final int LONGEST = 200;

    private ClassWords() {}

    /** @return in their natural order, each once */
    static List<String> of(Map<String, byte[]> classes) {
        Set<String> words = new TreeSet<>();
        for (byte[] bytes : classes.values()) {
            for (PoolEntry entry : ClassFile.of().parse(bytes).constantPool()) {
                if (entry instanceof StringEntry string && string.stringValue().length() <= LONGEST) {
                    words.add(string.stringValue());
                }
            }
        }
        return List.copyOf(words);
    }
}
