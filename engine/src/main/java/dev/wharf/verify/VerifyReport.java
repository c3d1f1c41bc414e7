package dev.wharf.verify;

import dev.wharf.audit.RunId;
import java.util.List;

/** What a verification found, in the order of the steps. */
public record VerifyReport(RunId run, List<VerifyCheck> checks) {

    public VerifyReport {
        checks = List.copyOf(checks);
    }

    public boolean ok() {
        return checks.stream().allMatch(VerifyCheck::ok);
    }

    public long failed() {
        return checks.stream().filter(check -> !check.ok()).count();
    }
}
