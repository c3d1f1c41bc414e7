package dev.wharf.gate.fuzz;

/** A database that was told to allow everything, and that notices what a text did to it. */
interface SqlJudge extends AutoCloseable {

    /**
     * Runs a text that the guard let through.
     *
     * @param sql as the guard saw it, a condition already behind its WHERE
     * @return "ran", or why the database would not run it
     * @throws Escape where it did more than read
     */
    String judge(String sql);

    @Override
    void close();

    /** What a text did that it must not. */
    final class Escape extends RuntimeException {

        private static final long serialVersionUID = 1;

        Escape(String what) {
            super(what);
        }
    }
}
