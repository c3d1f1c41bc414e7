package dev.wharf.plan;

/** The hash over every byte of plan.yaml and of the files it names: {@code sha256:} and 64 hexadecimal digits. */
public record PlanHash(String value) {

    public PlanHash {
        if (!value.matches("sha256:[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a plan's hash: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
