package dev.wharf.gate.fuzz;

import java.util.ArrayList;
import java.util.List;

/** Takes pieces out of a text for as long as it fails in the same way, so that a person sees what it is about. */
final class Minimiser {

    private static final int MOST_TRIALS = 400;

    private Minimiser() {}

    static FuzzCase minimise(FuzzCase fuzz, Verdict verdict, Trial trial) {
        if (verdict.outcome() == Verdict.Outcome.HANG) {
            return fuzz;
        }
        List<String> pieces = Tokens.cut(fuzz.text());
        int trials = 0;
        for (int width = Math.max(1, pieces.size() / 2); width >= 1; width = width == 1 ? 0 : width / 2) {
            for (int at = 0; at < pieces.size() && trials < MOST_TRIALS; ) {
                List<String> fewer = new ArrayList<>(pieces);
                fewer.subList(at, Math.min(at + width, fewer.size())).clear();
                trials++;
                if (Fuzz.bounded(fuzz.with(Tokens.join(fewer)), trial).outcome() == verdict.outcome()) {
                    pieces = fewer;
                } else {
                    at += width;
                }
            }
        }
        return fuzz.with(Tokens.join(pieces));
    }
}
