package dev.wharf.gate.fuzz;

import dev.wharf.gate.fuzz.ConstantPool.Member;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A second opinion on what a class file reaches, small enough to be read at once: which packages, and in them which classes
 * and members lead out of a pure function. It allows more than the gate does; what it refuses the gate must never let
 * through.
 */
final class ReachModel {

    private static final Set<String> PACKAGES = Set.of(
            "java/lang", "java/util", "java/util/function", "java/util/stream", "java/util/regex", "java/math", "java/time",
            "java/time/format", "java/time/temporal", "java/time/chrono", "java/time/zone", "java/text", "java/nio/charset",
            "java/lang/constant", "dev/wharf/migration");

    /** Of other packages. {@code MethodHandles$Lookup} is in every class file with a lambda. */
    private static final Set<String> CLASSES = Set.of(
            "java/net/URI", "java/net/URISyntaxException", "java/net/URLEncoder", "java/net/URLDecoder", "java/io/Serializable", "java/io/UnsupportedEncodingException",
            "java/security/NoSuchAlgorithmException", "java/util/concurrent/atomic/AtomicInteger", "java/lang/invoke/MethodHandles",
            "java/lang/invoke/MethodHandles$Lookup", "java/lang/invoke/LambdaMetafactory",
            "java/lang/invoke/StringConcatFactory", "java/lang/runtime/ObjectMethods", "java/lang/runtime/SwitchBootstraps",
            "java/util/zip/CRC32", "java/util/zip/CRC32C", "java/util/zip/Adler32", "java/util/zip/Checksum", "java/security/MessageDigest",
            "java/security/GeneralSecurityException", "java/nio/ByteBuffer", "java/nio/ByteOrder", "java/nio/Buffer",
            "java/nio/BufferUnderflowException", "java/nio/BufferOverflowException", "java/util/concurrent/ConcurrentMap",
            "java/util/concurrent/ConcurrentHashMap", "java/util/concurrent/ConcurrentHashMap$KeySetView",
            "java/util/concurrent/atomic/AtomicLong", "java/util/concurrent/atomic/AtomicBoolean",
            "java/util/concurrent/atomic/AtomicReference", "java/lang/invoke/ConstantBootstraps");

    /** Of classes that lead outside, what does not; nothing else of them may be used. */
    private static final Map<String, Set<String>> ONLY = Map.of(
            "java/lang/System", Set.of("arraycopy", "lineSeparator"),
            "java/lang/Class", Set.of("getSimpleName"));

    /** What {@link #MEMBERS} names and means at another class. */
    private static final Set<String> HARMLESS = Set.of("java/nio/ByteBuffer.getLong", "java/nio/charset/Charset.forName");

    /** The types of the constants that a switch tells an enum's constants by. */
    private static final Set<String> LABELS = Set.of("Ljava/lang/Enum$EnumDesc;", "Ljava/lang/constant/ClassDesc;");

    private static final Set<String> REFUSED = Set.of(
            "java/lang/System", "java/lang/Runtime", "java/lang/Thread", "java/lang/Process", "java/lang/ProcessBuilder",
            "java/lang/ProcessHandle", "java/lang/ClassLoader", "java/lang/Module", "java/lang/ModuleLayer", "java/lang/ThreadLocal",
            "java/lang/InheritableThreadLocal", "java/lang/StackWalker", "java/lang/SecurityManager", "java/lang/ThreadGroup",
            "java/lang/ScopedValue", "java/lang/ClassValue", "java/lang/Package", "java/util/Scanner", "java/util/Timer",
            "java/util/Random", "java/util/SplittableRandom", "java/util/ServiceLoader", "java/util/ResourceBundle",
            "java/util/Properties", "java/util/TimeZone", "java/util/IdentityHashMap", "java/util/WeakHashMap",
            "java/util/Formatter", "java/util/Observable", "java/util/TimerTask", "java/time/Clock");

    /** Members by name, at any class: what only a clock, chance, identity or reflection has. */
    private static final Set<String> MEMBERS = Set.of(
            "now", "forName", "getDeclaringClass", "wait", "notify", "notifyAll", "finalize", "newInstance",
            "randomUUID", "identityHashCode", "nanoTime", "currentTimeMillis", "parallel", "parallelStream", "lookup",
            "getInteger", "getLong", "getBoolean", "defaultCharset", "systemDefault", "loadClass", "toURL", "toFile",
            "getSystemResource", "shuffle", "random");

    /** By class: the hash of these objects is their identity. */
    private static final Map<String, Set<String>> OF_CLASS = Map.of(
            "java/lang/Object", Set.of("hashCode", "clone"),
            "java/lang/Enum", Set.of("hashCode", "describeConstable"),
            "java/util/Locale", Set.of("getDefault", "setDefault", "getAvailableLocales"),
            "java/util/UUID", Set.of("randomUUID"),
            "java/lang/String", Set.of("<clinit>"));

    private ReachModel() {}

    /** What a class reaches that it may not; empty where there is nothing. */
    static Optional<String> beyond(Map<String, byte[]> classes) {
        for (Map.Entry<String, byte[]> file : classes.entrySet()) {
            ConstantPool pool = ConstantPool.read(file.getValue());
            if (!LABELS.containsAll(pool.dynamicConstants())) {
                return Optional.of("a dynamic constant in " + file.getKey());
            }
            for (String named : pool.classes()) {
                if (!mayName(classes, named)) {
                    return Optional.of(file.getKey() + " names " + named);
                }
            }
            for (Member member : pool.members()) {
                if (!mayUse(classes, member)) {
                    return Optional.of(file.getKey() + " uses " + member);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean mayName(Map<String, byte[]> classes, String named) {
        String element = named.replaceFirst("^\\[+", "");
        String name = element.startsWith("L") && element.endsWith(";") ? element.substring(1, element.length() - 1) : element;
        boolean primitive = named.startsWith("[") && name.length() == 1;
        int end = name.lastIndexOf('/');
        return primitive
                || classes.containsKey(name)
                || CLASSES.contains(name)
                || ONLY.containsKey(name)
                || (end > 0 && PACKAGES.contains(name.substring(0, end)) && !REFUSED.contains(outer(name)));
    }

    private static String outer(String name) {
        int dollar = name.indexOf('$');
        return dollar < 0 ? name : name.substring(0, dollar);
    }

    private static boolean mayUse(Map<String, byte[]> classes, Member member) {
        String owner = member.owner();
        if (owner.startsWith("[")) {
            return member.name().equals("clone");
        }
        if (classes.containsKey(owner)) {
            return true; // its own member, or one inherited from a class that it names as its parent
        }
        if (ONLY.containsKey(owner)) {
            return ONLY.get(owner).contains(member.name());
        }
        if (owner.equals("java/lang/invoke/ConstantBootstraps")) {
            return member.name().equals("invoke");
        }
        if (owner.startsWith("java/lang/invoke/") || owner.startsWith("java/lang/runtime/")) {
            return Set.of("metafactory", "makeConcatWithConstants", "bootstrap", "typeSwitch", "enumSwitch").contains(member.name());
        }
        boolean refused = MEMBERS.contains(member.name()) && !HARMLESS.contains(owner + "." + member.name());
        return !refused && !OF_CLASS.getOrDefault(owner, Set.of()).contains(member.name());
    }
}
