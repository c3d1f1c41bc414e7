package dev.wharf.database;

/** A session ended under its user, or the server is out of resources: what was not committed is to be tried again. */
public final class ConnectionLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ConnectionLost(String message, Throwable cause) {
        super(message, cause);
    }
}
