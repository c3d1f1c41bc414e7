package dev.wharf.sandbox;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a runner's JVM finds around it and no row may depend on. A run has the usual surroundings; a check tries foreign ones
 * beside them. The wall is the same in all of them: only options of the JVM differ, and they are the engine's own.
 */
public final class Surroundings {

    /** Something that can be made foreign by itself. */
    public enum Factor {
        /** The default locale: its letters' case, digits and calendar. */
        LOCALE,
        /** The default time zone. */
        ZONE,
        /** The default character set. */
        CHARSET,
        /** What ends a line. */
        LINE_END,
        /** Identity hashes, and the order of what is hashed by them. */
        IDENTITY,
        /** Processors, heap, stack, garbage collection on demand, the compiler. */
        MACHINE
    }

    /** As in a run. */
    public static final Surroundings USUAL = new Surroundings(List.of());

    private final List<String> jvmOptions;

    private Surroundings(List<String> jvmOptions) {
        this.jvmOptions = List.copyOf(jvmOptions);
    }

    /** All factors foreign at once. */
    public static Surroundings foreign(Instant now) {
        return foreign(EnumSet.allOf(Factor.class), now);
    }

    /** One factor foreign, the others as in a run. */
    public static Surroundings foreign(Factor factor, Instant now) {
        return foreign(Set.of(factor), now);
    }

    private static Surroundings foreign(Set<Factor> factors, Instant now) {
        List<String> options = new ArrayList<>();
        for (Factor factor : Factor.values()) {
            options.addAll(factors.contains(factor) ? options(factor, now) : Collections.emptyList());
        }
        return new Surroundings(options);
    }

    /** Behind the options of the image, where the last of two that contradict each other counts. */
    public List<String> jvmOptions() {
        return jvmOptions;
    }

    private static List<String> options(Factor factor, Instant now) {
        return switch (factor) {
            // i and I are other letters in Turkish, digits are Thai and years Buddhist
            case LOCALE -> List.of("-Duser.language=tr", "-Duser.country=TR", "-Duser.extensions=u-ca-buddhist-nu-thai");
            case ZONE -> List.of("-Duser.timezone=" + zoneOfAnotherDay(now));
            case CHARSET -> List.of("-Dfile.encoding=UTF-16BE");
            case LINE_END -> List.of("-Dline.separator=\r\n");
            // by thread and random, where the image makes them constant
            case IDENTITY -> List.of("-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=5");
            case MACHINE -> List.of(
                    "-XX:ActiveProcessorCount=3",
                    "-Xms80m",
                    "-XX:StackShadowPages=40",
                    "-XX:+DisableExplicitGC",
                    "-XX:TieredStopAtLevel=1");
        };
    }

    /** Half a day before or behind UTC, so that today's date is another one there. */
    private static String zoneOfAnotherDay(Instant now) {
        return now.atOffset(ZoneOffset.UTC).getHour() < 11 ? "Etc/GMT+12" : "Pacific/Kiritimati";
    }

    @Override
    public String toString() {
        return jvmOptions.isEmpty() ? "usual" : String.join(" ", jvmOptions);
    }
}
