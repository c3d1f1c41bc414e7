package dev.wharf.gate;

import dev.wharf.gate.Report.Place;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What to write instead of what a class may not name. The text is made for people and for a model that repairs. */
final class Hints {

    private static final String GENERAL =
            "Compute it with strings, numbers, java.time, regular expressions, collections and streams from the row's own columns";

    private static final String CLOCK =
            "Take the time from a column of the source, or leave the target's column to its default; a migration has no clock";
    private static final String RANDOM =
            "Make it of the row's key, such as UUID.nameUUIDFromBytes; new keys come from the plan's newKeys";
    private static final String OUTSIDE =
            "Leave it out: a migration sees its row and nothing else; reject(reason) says that a row is bad";
    private static final String SALTED =
            "Use List.of, or new TreeMap<>(…), new TreeSet<>(…), LinkedHashMap: Java salts the order of Set.of and Map.of at every start";

    private static final Map<String, String> BY_MEMBER = Map.ofEntries(
            Map.entry("now", CLOCK),
            Map.entry("currentTimeMillis", CLOCK),
            Map.entry("nanoTime", CLOCK),
            Map.entry("random", RANDOM),
            Map.entry("randomUUID", RANDOM),
            Map.entry("hashCode", "Use the value itself; identity and hash codes differ from start to start"),
            Map.entry("identityHashCode", "Use the value itself; identity and hash codes differ from start to start"),
            Map.entry("getClass", "Use pattern matching: switch (value) { case String s -> … }"),
            Map.entry("parallelStream", "Use stream()"),
            Map.entry("parallel", "Leave it out"),
            Map.entry("toUnmodifiableSet", SALTED),
            Map.entry("toUnmodifiableMap", SALTED),
            Map.entry("getProperty", OUTSIDE),
            Map.entry("getenv", OUTSIDE),
            Map.entry("exit", OUTSIDE),
            Map.entry("printStackTrace", OUTSIDE),
            Map.entry("println", OUTSIDE));

    private static final Map<String, String> BY_TYPE = Map.ofEntries(
            Map.entry("java/time/Clock", CLOCK),
            Map.entry("java/util/Date", "Use LocalDate, LocalDateTime or Instant of java.time"),
            Map.entry("java/text/SimpleDateFormat", "Use DateTimeFormatter"),
            Map.entry("java/util/Random", RANDOM),
            Map.entry("java/security/SecureRandom", RANDOM),
            Map.entry("java/util/concurrent/ThreadLocalRandom", RANDOM),
            Map.entry("java/lang/StringBuffer", "Use StringBuilder"),
            Map.entry("java/lang/System", OUTSIDE),
            Map.entry("java/lang/Runtime", OUTSIDE),
            Map.entry("java/lang/Thread", OUTSIDE));

    private Hints() {}

    static String forMember(String owner, String member) {
        String byMember = BY_MEMBER.get(member);
        return byMember != null ? byMember : forType(owner);
    }

    static String forType(String internalName) {
        return BY_TYPE.getOrDefault(internalName, GENERAL);
    }

    static String salted() {
        return SALTED;
    }

    static void member(Report report, @Nullable Place place, String owner, String member) {
        String shown = member.equals("<init>")
                ? "new " + OwnClasses.shown(owner)
                : OwnClasses.shown(owner) + "." + member;
        report.add(
                place,
                "not-allowed",
                "%s is not among what a migration class may use".formatted(Report.shown(shown)),
                forMember(owner, member));
    }

    static void type(Report report, @Nullable Place place, String internalName) {
        report.add(
                place,
                "not-allowed",
                "%s is not among the types that a migration class may use".formatted(Report.shown(OwnClasses.shown(internalName))),
                forType(internalName));
    }
}
