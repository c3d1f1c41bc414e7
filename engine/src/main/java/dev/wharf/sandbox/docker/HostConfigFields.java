package dev.wharf.sandbox.docker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Every field of a started container's HostConfig, as the daemon gave it. A field is looked at by {@link Hardening}, or has
 * a value that is known here to be harmless, or is empty; a field that nobody here knows and that is not empty is a breach,
 * because a later daemon may let it weaken the wall.
 */
final class HostConfigFields {

    /** {@link Hardening#breaches} compares these with what was asked for. */
    private static final Set<String> COMPARED = Set.of(
            "AutoRemove", "ReadonlyRootfs", "NetworkMode", "IpcMode", "CapDrop", "Privileged", "SecurityOpt", "PidsLimit",
            "Memory", "MemorySwap", "NanoCpus", "Ulimits", "LogConfig", "Dns", "DnsSearch", "Runtime");

    /** Namespaces: of its own, or as the daemon names that; a cgroup tree is read-only either way, and v1 says "host". */
    private static final Map<String, Predicate<Object>> HARMLESS = Map.of(
            "ShmSize", value -> true,
            "CgroupnsMode", value -> Set.of("private", "host").contains(value),
            "PidMode", "private"::equals,
            "UTSMode", "private"::equals,
            "UsernsMode", "private"::equals,
            "Isolation", "default"::equals,
            "RestartPolicy", value -> value instanceof Map<?, ?> policy
                    && (isEmpty(policy.get("Name")) || "no".equals(policy.get("Name")))
                    && isEmpty(policy.get("MaximumRetryCount")),
            "MaskedPaths", HostConfigFields::masks,
            "ReadonlyPaths", value -> value instanceof Collection<?> paths && paths.contains("/proc/sys"));

    /** Of these an empty value means that nothing is hidden, which only a privileged container is given. */
    private static final Set<String> NEVER_EMPTY = Set.of("MaskedPaths", "ReadonlyPaths");

    private HostConfigFields() {}

    static List<String> breaches(Map<String, Object> fields) {
        List<String> breaches = new ArrayList<>();
        fields.forEach((name, value) -> {
            if (COMPARED.contains(name)) {
                return;
            }
            boolean ok = isEmpty(value) && !NEVER_EMPTY.contains(name)
                    || HARMLESS.containsKey(name) && value != null && HARMLESS.get(name).test(value);
            if (!ok) {
                breaches.add("its " + name + " is " + cut(String.valueOf(value)));
            }
        });
        return breaches;
    }

    private static boolean masks(Object value) {
        return value instanceof Collection<?> paths && paths.contains("/proc/kcore") && paths.contains("/sys/firmware");
    }

    private static boolean isEmpty(@Nullable Object value) {
        return switch (value) {
            case null -> true;
            case Boolean truth -> !truth;
            case Number number -> number.doubleValue() == 0;
            case String text -> text.isEmpty();
            case Collection<?> list -> list.stream().allMatch(HostConfigFields::isEmpty);
            case Map<?, ?> map -> map.values().stream().allMatch(HostConfigFields::isEmpty);
            default -> false;
        };
    }

    private static String cut(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + " …";
    }
}
