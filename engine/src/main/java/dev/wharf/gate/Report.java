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

    /** A message with several names in it; those come from a text that nobody trusts. */
    private static final int MESSAGE_CHARACTERS = 500;

    private final String gate;
    private final @Nullable String step;
    private final @Nullable String file;
    private final Set<Finding> findings = new LinkedHashSet<>();

    Report(String gate, @Nullable String step, @Nullable String file) {
        this.gate = gate;
        this.step = step == null ? null : safe(step, MESSAGE_CHARACTERS);
        this.file = file == null ? null : safe(file, MESSAGE_CHARACTERS);
    }

    /** Adds a finding. One that says the same without a place gives way to one with a place. */
    synchronized void add(@Nullable Place place, String rule, String what, String remedy) {
        String message = safe(what, MESSAGE_CHARACTERS);
        String next = safe(remedy, MESSAGE_CHARACTERS);
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

    synchronized boolean isEmpty() {
        return findings.isEmpty();
    }

    synchronized List<Finding> findings() {
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
        return safe(text, SHOWN_CHARACTERS);
    }

    private static String safe(String text, int characters) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < text.length() && out.length() < characters) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            if (c == '\n' || c == '\r' || c == '\t') {
                out.append(' ');
            } else if (c < 0x20 || Characters.hidden(c)) {
                out.append("U+%04X".formatted(c));
            } else {
                out.appendCodePoint(c);
            }
        }
        return at < text.length() ? out.append('…').toString() : out.toString();
    }

    /** A place in a file, line and column from 1. */
    record Place(int line, int column) {}
}
