package dev.wharf.runner;

/** A value that cannot be had or set as asked, or a wrong use of the API; rejects the row. Never holds a value. */
final class RowError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RowError(String message) {
        super(message, null, false, false);
    }
}
