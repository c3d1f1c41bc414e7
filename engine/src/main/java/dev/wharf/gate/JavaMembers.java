package dev.wharf.gate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.constant.ClassDesc;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The members of Java and of the migration API that a class may name, by descriptor: {@code java-members.pinned}, which
 * {@code java-members.txt} explains. Names of classes are internal ones, with slashes. Thread-safe.
 */
final class JavaMembers {

    private static final JavaMembers INSTANCE = of(resource("java-members.pinned"), JavaMembers.class.getClassLoader());

    private final Map<String, Set<String>> members = new HashMap<>();
    private final Map<String, Set<String>> bySimpleName = new HashMap<>();
    private final Map<String, Map<String, String>> declarers = new ConcurrentHashMap<>();

    private final ClassLoader platform;

    private JavaMembers(ClassLoader platform) {
        this.platform = platform;
    }

    static JavaMembers instance() {
        return INSTANCE;
    }

    /** Whether the class may be named at all. */
    boolean isType(String internalName) {
        return members.containsKey(internalName);
    }

    /** Internal names of listed classes with a simple name such as {@code Map.Entry} or {@code LocalDate}. */
    Set<String> typesBySimpleName(String simpleName) {
        return bySimpleName.getOrDefault(simpleName, Set.of());
    }

    /**
     * The class that declares a member, found as the JVM resolves it (JVMS 5.4.3): the class itself, its superclasses, its
     * interfaces.
     *
     * @param member {@code name(…)…} for a method, {@code name:…} for a field
     */
    Optional<String> declarer(String owner, String member) {
        if (!isType(owner)) {
            return Optional.empty();
        }
        return Optional.ofNullable(declarers.computeIfAbsent(owner, this::declarersOf).get(member));
    }

    /** Whether the list has the member at the class that declares it. */
    boolean allows(String declarer, String member) {
        return members.getOrDefault(declarer, Set.of()).contains(member);
    }

    /** Names of all members that may be named through a listed class, inherited ones included. */
    Set<String> names(String owner) {
        Set<String> names = new TreeSet<>();
        declarers.computeIfAbsent(owner, this::declarersOf).forEach((member, declarer) -> {
            if (allows(declarer, member)) {
                names.add(name(member));
            }
        });
        return names;
    }

    /** Names of all members of all listed classes. */
    Set<String> allNames() {
        Set<String> names = new TreeSet<>();
        members.values().forEach(set -> set.forEach(member -> names.add(name(member))));
        return names;
    }

    Map<String, Set<String>> all() {
        return members;
    }

    static String name(String member) {
        int end = member.indexOf('(');
        return member.substring(0, end < 0 ? member.indexOf(':') : end);
    }

    /** Every public or protected member that can be reached through a class, with the class that declares it. */
    private Map<String, String> declarersOf(String owner) {
        Map<String, String> found = new HashMap<>();
        Class<?> type = reflect(platform, owner);
        Deque<Class<?>> interfaces = new ArrayDeque<>();
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            declared(c, c == type, found);
            interfaces.addAll(Set.of(c.getInterfaces()));
        }
        Set<Class<?>> seen = new LinkedHashSet<>();
        while (!interfaces.isEmpty()) {
            Class<?> c = interfaces.poll();
            if (seen.add(c)) {
                interfaces.addAll(Set.of(c.getInterfaces()));
            }
        }
        // The most specific declaration wins: an interface before those it extends.
        seen.stream()
                .sorted((a, b) -> a == b ? 0 : a.isAssignableFrom(b) ? 1 : b.isAssignableFrom(a) ? -1 : 0)
                .forEach(c -> declared(c, false, found));
        if (type.isInterface()) {
            declared(Object.class, false, found);
        }
        return found;
    }

    private static void declared(Class<?> c, boolean itself, Map<String, String> found) {
        String name = c.getName().replace('.', '/');
        for (Method method : c.getDeclaredMethods()) {
            found.putIfAbsent(method.getName() + descriptor(method.getReturnType(), method.getParameterTypes()), name);
        }
        for (Field field : c.getDeclaredFields()) {
            found.putIfAbsent(field.getName() + ":" + field.getType().descriptorString(), name);
        }
        if (itself) {
            for (Constructor<?> constructor : c.getDeclaredConstructors()) {
                found.putIfAbsent("<init>" + descriptor(void.class, constructor.getParameterTypes()), name);
            }
        }
    }

    static String descriptor(Class<?> returned, Class<?>... parameters) {
        StringBuilder out = new StringBuilder("(");
        for (Class<?> parameter : parameters) {
            out.append(parameter.descriptorString());
        }
        return out.append(')').append(returned.descriptorString()).toString();
    }

    /** Loads a listed class without initialising it. */
    static Class<?> reflect(String internalName) {
        return reflect(JavaMembers.class.getClassLoader(), internalName);
    }

    static Class<?> reflect(ClassLoader platform, String internalName) {
        try {
            return Class.forName(internalName.replace('/', '.'), false, platform);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the list of members names " + internalName + ", which is not there", e);
        }
    }

    /** Whether a listed class is an interface with one abstract method. */
    boolean isFunctional(String internalName) {
        if (!isType(internalName)) {
            return false;
        }
        Class<?> type = reflect(platform, internalName);
        Set<String> open = new HashSet<>();
        for (Method method : type.isInterface() ? type.getMethods() : new Method[0]) {
            if (java.lang.reflect.Modifier.isAbstract(method.getModifiers()) && !ofObject(method)) {
                open.add(method.getName() + method.getParameterCount());
            }
        }
        return open.size() == 1;
    }

    private static boolean ofObject(Method method) {
        return switch (method.getName()) {
            case "equals" -> method.getParameterCount() == 1;
            case "hashCode", "toString" -> method.getParameterCount() == 0;
            default -> false;
        };
    }

    private void add(String type, @Nullable String member) {
        Set<String> set = members.computeIfAbsent(type, t -> {
            String simple = ClassDesc.ofInternalName(t).displayName().replace('$', '.');
            bySimpleName.computeIfAbsent(simple, s -> new TreeSet<>()).add(t);
            return new TreeSet<>();
        });
        if (member != null) {
            set.add(member);
        }
    }

    /**
     * The members of a pinned list.
     *
     * @param platform where the listed classes are, so that an inherited member is found at the class that declares it
     */
    static JavaMembers of(String pinned, ClassLoader platform) {
        JavaMembers loaded = new JavaMembers(platform);
        String type = "";
        for (String line : pinned.lines().toList()) {
            if (line.startsWith(" ")) {
                loaded.add(type, line.trim());
            } else if (!line.isBlank()) {
                type = line.trim();
                loaded.add(type, null);
            }
        }
        return loaded;
    }

    static String resource(String name) {
        try (InputStream in = JavaMembers.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
