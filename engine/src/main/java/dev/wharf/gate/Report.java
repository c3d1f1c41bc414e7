package dev.wharf.gate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the findings of one gate over one file. The same finding is kept once, and no more than {@link #LIMIT} of them. */
final class Report {

    /** More findings than this help neither a person nor a repair. */
    static final int LIMIT = 50;

    private static final int SHOWN_CHARACTERS = 80;

    private final String gate;
    private final @Nullable String step;
    private final @Nullable String file;
    private final Set<Finding> findings = new LinkedHashSet<>();

    Report(String gate, @Nullable String step, @Nullable String file) {
        this.gate = gate;
        this.step = step;
        this.file = file;
    }

    /** Adds a finding. One that says the same without a place gives way to one with a place. */
    void add(@Nullable Place place, String rule, String message, String next) {
        if (place != null) {
            findings.removeIf(known -> known.line() == null && same(known, rule, message));
        } else if (findings.stream().anyMatch(known -> same(known, rule, message))) {
            return;
        }
        if (findings.size() < LIMIT) {
            Integer line = place == null ? null : place.line();
            Integer column = place == null ? null : place.column();
            findings.add(new Finding(gate, step, file, line, column, rule, message, next));
        }
    }

    private static boolean same(Finding known, String rule, String message) {
        return known.rule().equals(rule) && known.message().equals(message);
    }

    boolean isEmpty() {
        return findings.isEmpty();
    }

    List<Finding> findings() {
        return new ArrayList<>(findings);
    }

    /** The one finding for an exception inside a gate: a gate that breaks refuses. */
    static List<Finding> internal(String gate, @Nullable String step, @Nullable String file, Throwable cause) {
        Report report = new Report(gate, step, file);
        report.add(
                null,
                "internal",
                "The gate could not judge this text (%s), so it is refused"
                        .formatted(cause.getClass().getSimpleName()),
                "Write it in a plainer form; if it is plain already, report this as a defect of Wharf");
        return report.findings();
    }

    /** A piece of the text as a message shows it: on one line, bounded, without characters that a terminal obeys. */
    static String shown(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length() && out.length() < SHOWN_CHARACTERS; i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r' || c == '\t') {
                out.append(' ');
            } else if (c < 0x20 || Characters.hidden(c)) {
                out.append("U+%04X".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        return out.length() >= SHOWN_CHARACTERS ? out + "…" : out.toString();
    }

    /** A place in a file, line and column from 1. */
    record Place(int line, int column) {}
}
