package dev.wharf.check;

import dev.wharf.gate.Finding;
import java.util.List;

/** Findings as one line of text. */
public final class FindingText {

    private FindingText() {}

    /** Place, gate and message, ended by a full stop: {@code TechnicianRoles.java:12:5 [source] …}. */
    public static String line(Finding finding) {
        StringBuilder line = new StringBuilder();
        if (finding.file() != null) {
            line.append(finding.file());
            if (finding.line() != null) {
                line.append(':').append(finding.line());
                if (finding.column() != null) {
                    line.append(':').append(finding.column());
                }
            }
            line.append(' ');
        } else if (finding.step() != null) {
            line.append(finding.step()).append(' ');
        }
        line.append('[').append(finding.gate()).append("] ").append(finding.message().strip());
        return line.charAt(line.length() - 1) == '.' ? line.toString() : line.append('.').toString();
    }

    static String first(List<Finding> findings, int most) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings.subList(0, Math.min(most, findings.size()))) {
            text.append(text.isEmpty() ? "" : " ").append(line(finding));
        }
        if (findings.size() > most) {
            text.append(" And ").append(findings.size() - most).append(" more.");
        }
        return text.toString();
    }
}
