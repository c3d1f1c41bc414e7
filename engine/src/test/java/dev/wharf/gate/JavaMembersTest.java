package dev.wharf.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Holds the list that people review and the list that the gate reads together. After a change that was looked at, run
 * with {@code -Dwharf.pin=true} to write the pinned one anew.
 */
class JavaMembersTest {

    private static final Path PINNED = Path.of("src/main/resources/dev/wharf/gate/java-members.pinned");
    private static final ClassLoader PLATFORM = JavaMembers.class.getClassLoader();

    @Test
    void thePinnedListIsTheReviewedListSpelledOutForThisJdk() throws IOException {
        String expanded = expand(PLATFORM, JavaMembers.resource("java-members.txt"));
        if (Boolean.getBoolean("wharf.pin")) {
            Files.writeString(PINNED, expanded);
        }
        assertEquals(
                Files.readString(PINNED),
                expanded,
                "the JDK or the reviewed list changed: look at the difference, then run with -Dwharf.pin=true");
    }

    @Test
    void noListedMemberLeadsToReflectionProcessesFilesOrThreads() {
        for (String forbidden : List.of(
                "java/lang/Class;", "java/lang/ClassLoader", "java/lang/Module", "java/lang/invoke/", "java/lang/reflect/",
                "java/lang/Process", "java/lang/Thread", "java/io/", "java/nio/file", "java/nio/channels", "java/net/URL;",
                "java/util/concurrent/", "java/util/Random", "java/util/random", "java/time/Clock", "Spliterator")) {
            JavaMembers.instance().all().forEach((type, members) -> members.stream()
                    .filter(member -> member.substring(member.lastIndexOf(')') + 1).contains(forbidden))
                    .forEach(member -> assertTrue(known(member), type + " " + member)));
        }
    }

    /** Methods that a migration class cannot call, as no listed class gives it an argument of that type. */
    private static boolean known(String member) {
        return member.startsWith("getDeclaringClass");
    }

    static String expand(ClassLoader platform, String reviewed) {
        Map<String, TreeSet<String>> all = new TreeMap<>();
        for (String line : reviewed.lines().toList()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                int colon = line.indexOf(':');
                String name = line.substring(0, colon).trim();
                TreeSet<String> members = expand(platform, name, List.of(line.substring(colon + 1).trim().split("\\s+")));
                assertTrue(all.put(name.replace('.', '/'), members) == null, name + " stands twice");
            }
        }
        StringBuilder out = new StringBuilder();
        all.forEach((type, members) -> {
            out.append(type).append('\n');
            members.forEach(member -> out.append(' ').append(member).append('\n'));
        });
        return out.toString();
    }

    private static TreeSet<String> expand(ClassLoader platform, String name, List<String> words) {
        List<String> declared = declared(JavaMembers.reflect(platform, name.replace('.', '/')));
        TreeSet<String> members = new TreeSet<>();
        for (String word : words) {
            List<String> hits = word.equals("*")
                    ? declared
                    : declared.stream()
                            .filter(member -> JavaMembers.name(member).equals(word.replaceFirst("^-", "")))
                            .toList();
            assertTrue(word.isEmpty() || !hits.isEmpty(), name + " has no " + word);
            if (word.startsWith("-")) {
                members.removeAll(hits);
            } else {
                members.addAll(hits);
            }
        }
        return members;
    }

    private static List<String> declared(Class<?> type) {
        List<String> members = new ArrayList<>();
        for (Method method : type.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers())) {
                members.add(method.getName() + JavaMembers.descriptor(method.getReturnType(), method.getParameterTypes()));
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if ((constructor.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0) {
                members.add("<init>" + JavaMembers.descriptor(void.class, constructor.getParameterTypes()));
            }
        }
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isPublic(field.getModifiers())) {
                members.add(field.getName() + ":" + field.getType().descriptorString());
            }
        }
        return members;
    }
}
