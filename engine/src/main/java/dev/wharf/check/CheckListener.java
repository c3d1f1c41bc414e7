package dev.wharf.check;

import org.jspecify.annotations.Nullable;

/** Is told how far a check is, by the thread that checks. */
public interface CheckListener {

    /** Tells nobody. */
    CheckListener NONE = new CheckListener() {
        @Override
        public void at(String gate, @Nullable String step) {}

        @Override
        public void ended() {}
    };

    /**
     * A gate begins.
     *
     * @param gate as findings name it
     * @param step null where it looks at the whole plan
     */
    void at(String gate, @Nullable String step);

    /** The check is over, whatever it found. */
    void ended();
}
