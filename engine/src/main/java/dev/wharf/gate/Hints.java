package dev.wharf.gate;

import dev.wharf.gate.Report.Place;
import java.util.List;
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
            "Keep the constant in a List.of, or go through new TreeMap<>(…), new TreeSet<>(…) or .stream().sorted() of it, where a comparator ends with .thenComparing(Comparator.naturalOrder()) or .thenComparing(Map.Entry.comparingByKey()); Set.of and Map.of are for contains and get, as Java salts their order at every start";

    private static final String PRIME =
            "Divide by each number up to the root in a loop, or try the bases 2 to 37 by modPow: Java's test of large numbers draws them at random";

    private static final String DATES = "Use LocalDate, LocalDateTime or Instant of java.time, from a column of the source";
    private static final String ONE_THREAD = "Do it in order, in the method itself: a migration has one thread";
    private static final String KINDS = "Tell kinds apart with patterns: switch (value) { case String s -> …; case Integer i -> … }";

    private static final String ACCESS_ORDER =
            "Write new LinkedHashMap<>(), which keeps the order of insertion; one by order of access changes by being asked";

    private static final Map<String, String> BY_MEMBER = Map.ofEntries(
            Map.entry("now", CLOCK),
            Map.entry("currentTimeMillis", CLOCK),
            Map.entry("nanoTime", CLOCK),
            Map.entry("random", RANDOM),
            Map.entry("randomUUID", RANDOM),
            Map.entry("hashCode", "Use the value itself; identity and hash codes differ from start to start"),
            Map.entry("identityHashCode", "Use the value itself; identity and hash codes differ from start to start"),
            Map.entry("getClass", KINDS),
            Map.entry("getSimpleName", KINDS),
            Map.entry("shuffle", RANDOM),
            Map.entry("addSuppressed", "Call it without try (…): a migration has nothing to close"),
            Map.entry("parallelStream", "Use stream()"),
            Map.entry("parallel", "Leave it out"),
            Map.entry("isProbablePrime", PRIME),
            Map.entry("nextProbablePrime", PRIME),
            Map.entry("probablePrime", PRIME),
            Map.entry("getProperty", OUTSIDE),
            Map.entry("getenv", OUTSIDE),
            Map.entry("exit", OUTSIDE),
            Map.entry("printStackTrace", OUTSIDE),
            Map.entry("println", OUTSIDE));

    private static final Map<String, String> BY_TYPE = Map.ofEntries(
            Map.entry("java/time/Clock", CLOCK),
            Map.entry("java/util/Date", DATES),
            Map.entry("java/util/Calendar", DATES),
            Map.entry("java/util/GregorianCalendar", DATES),
            Map.entry("java/util/TimeZone", "Use ZoneId.of(\"…\") or ZoneOffset.UTC of java.time"),
            Map.entry("java/text/SimpleDateFormat", "Use DateTimeFormatter.ofPattern(\"…\", Locale.ROOT) with LocalDate.parse or LocalDateTime.parse"),
            Map.entry("java/util/Random", RANDOM),
            Map.entry("java/security/SecureRandom", RANDOM),
            Map.entry("java/util/concurrent/ThreadLocalRandom", RANDOM),
            Map.entry("java/lang/System", OUTSIDE),
            Map.entry("java/lang/Runtime", OUTSIDE),
            Map.entry("java/lang/Thread", ONE_THREAD),
            Map.entry("java/lang/Class", KINDS),
            Map.entry("java/util/concurrent/ConcurrentSkipListMap", "Use TreeMap: a migration has one thread"));

    /** By the beginning of a type's name; the first that fits. */
    private static final List<Map.Entry<String, String>> BY_PACKAGE = List.of(
            Map.entry("java/util/concurrent/", ONE_THREAD),
            Map.entry("java/util/logging/", OUTSIDE),
            Map.entry("org/slf4j/", OUTSIDE),
            Map.entry("java/io/", OUTSIDE),
            Map.entry("java/nio/file/", OUTSIDE),
            Map.entry("java/net/", OUTSIDE),
            Map.entry("java/sql/", "Read the row's columns with source.text, integer, decimal, date, instant …; " + DATES),
            Map.entry("com/fasterxml/", "Build JSON with dev.wharf.migration.Json; read it as text by regular expressions, or in the extract's SQL"),
            Map.entry("com/google/gson/", "Build JSON with dev.wharf.migration.Json"),
            Map.entry("org/json/", "Build JSON with dev.wharf.migration.Json"),
            Map.entry("lombok/", "Write a record"),
            Map.entry("org/apache/commons/", "Write it with String, Character and java.util in a private static method"),
            Map.entry("com/google/common/", "Use java.util: List.of, Map.of, String.join"));

    private Hints() {}

    static String forMember(String owner, String member) {
        String byMember = member.equals("<init>") && owner.equals("java/util/LinkedHashMap") ? ACCESS_ORDER : BY_MEMBER.get(member);
        return byMember != null ? byMember : forType(owner);
    }

    static String forType(String internalName) {
        String byType = BY_TYPE.get(internalName);
        return byType != null
                ? byType
                : BY_PACKAGE.stream()
                        .filter(entry -> internalName.startsWith(entry.getKey()))
                        .findFirst()
                        .map(Map.Entry::getValue)
                        .orElse(GENERAL);
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
