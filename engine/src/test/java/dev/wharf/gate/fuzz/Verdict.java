package dev.wharf.gate.fuzz;

import dev.wharf.gate.Finding;
import java.util.List;

/**
 * What came of one case.
 *
 * @param outcome accepted, refused, or what must not be
 * @param detail the gate and rule that refused, what a server did with an accepted text, or what went wrong
 */
record Verdict(Outcome outcome, String detail) {

    enum Outcome {
        ACCEPTED,
        REFUSED,
        /** It was let through and a judge says that it must not be. */
        ESCAPE,
        /** A gate threw, or said that it could not judge. */
        ERROR,
        /** It took longer than any gate's deadline. */
        HANG
    }

    boolean bad() {
        return outcome != Outcome.ACCEPTED && outcome != Outcome.REFUSED;
    }

    /** A gate that could not judge turns whatever else came of the case into an error. */
    static final class Builder {

        private String error = "";

        void judged(List<Finding> findings) {
            for (Finding finding : findings) {
                boolean empty = finding.message().isBlank() || finding.next().isBlank() || finding.rule().isBlank();
                if (finding.rule().equals("internal") || empty) {
                    error = finding.toString();
                }
            }
        }

        Verdict refused(Finding finding) {
            return refused(finding.gate(), finding.rule());
        }

        Verdict refused(String gate, String rule) {
            return or(new Verdict(Outcome.REFUSED, gate + " " + rule));
        }

        Verdict accepted(String detail) {
            return or(new Verdict(Outcome.ACCEPTED, detail));
        }

        Verdict escaped(String how) {
            return new Verdict(Outcome.ESCAPE, how);
        }

        private Verdict or(Verdict verdict) {
            return error.isEmpty() ? verdict : new Verdict(Outcome.ERROR, error);
        }
    }
}
