package dev.wharf.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

    /** A set of keys, and what a migration class cannot call, as no listed class gives it an argument of that type. */
    private static boolean known(String member) {
        return member.startsWith("getDeclaringClass") || member.endsWith("ConcurrentHashMap$KeySetView;");
    }

    /** Two versions of a platform: the second has an overload, a default method and a superclass more. */
    private static ClassLoader platform(String version) {
        String holder = switch (version) {
            case "old" -> """
                    public class Sim {
                        public interface Bag { int size(); }
                        public static class Base { public String name() { return ""; } }
                        public static class Text extends Base { public int width(int a) { return a; } public void run() {} }
                    }
                    """;
            default -> """
                    public class Sim {
                        public interface Bag { int size(); default void spawn() {} }
                        public static class Base { public String name() { return ""; } public void run() {} }
                        public static class Text extends Base { public int width(int a) { return a; } public int width(String command) { return 0; } }
                    }
                    """;
        };
        Map<String, byte[]> classes =
                switch (GateCorpus.compile("Sim", holder)) {
                    case GateCorpus.Compiled.Classes(Map<String, byte[]> compiled) -> compiled;
                    case GateCorpus.Compiled.Errors(String errors) -> throw new AssertionError(errors);
                };
        return new ClassLoader(JavaMembersTest.class.getClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                byte[] bytes = classes.get(name);
                if (bytes == null) {
                    throw new ClassNotFoundException(name);
                }
                return defineClass(name, bytes, 0, bytes.length);
            }
        };
    }

    private static final String SIMULATED = """
            Sim$Bag: *
            Sim$Base: name
            Sim$Text: * -<init>
            """;

    @Test
    void anUpdateThatAddsMembersChangesTheSpelledOutList() {
        String before = expand(platform("old"), SIMULATED);
        String after = expand(platform("new"), SIMULATED.replace("Sim$Base: name", "Sim$Base: name run"));
        assertTrue(after.contains(" spawn()V") && after.contains(" width(Ljava/lang/String;)I"), after);
        assertTrue(!before.contains("spawn") && !before.contains("String;)I"), before);
    }

    @Test
    void theGateRefusesWhatAnUpdateAddsUntilItIsPinned() {
        String pinned = expand(platform("old"), SIMULATED);
        JavaMembers updated = JavaMembers.of(pinned, platform("new"));
        assertTrue(allowed(updated, "Sim$Bag", "size()I"));
        assertFalse(allowed(updated, "Sim$Bag", "spawn()V"), "an added default method");
        assertTrue(allowed(updated, "Sim$Text", "width(I)I"));
        assertFalse(allowed(updated, "Sim$Text", "width(Ljava/lang/String;)I"), "an added overload");
        assertTrue(allowed(updated, "Sim$Text", "name()Ljava/lang/String;"));
        assertTrue(allowed(JavaMembers.of(pinned, platform("old")), "Sim$Text", "run()V"));
        assertFalse(allowed(updated, "Sim$Text", "run()V"), "a method that another class declares now");
        assertFalse(updated.names("Sim$Text").contains("run"));
    }

    private static boolean allowed(JavaMembers members, String owner, String member) {
        return members.declarer(owner, member).filter(declarer -> members.allows(declarer, member)).isPresent();
    }

    @Test
    void theListStaysWithoutWhatWasThrownOut() {
        for (String member : List.of(
                "java/lang/String intern()Ljava/lang/String;",
                "java/math/MathContext hashCode()I",
                "java/time/format/DateTimeFormatter getResolverFields()Ljava/util/Set;",
                "java/util/regex/Matcher namedGroups()Ljava/util/Map;",
                "java/util/regex/MatchResult namedGroups()Ljava/util/Map;",
                "java/lang/Throwable addSuppressed(Ljava/lang/Throwable;)V")) {
            String[] words = member.split(" ");
            assertFalse(JavaMembers.instance().allows(words[0], words[1]), member);
        }
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
                            .filter(member -> named(member, word.replaceFirst("^-", "")))
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

    private static boolean named(String member, String word) {
        return word.contains("(") ? member.equals(word) : JavaMembers.name(member).equals(word);
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
