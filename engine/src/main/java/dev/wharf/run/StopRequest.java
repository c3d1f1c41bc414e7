package dev.wharf.run;

/** Asks a run to finish its batches and pause. Safe for several threads. */
public final class StopRequest {

    private volatile boolean asked;

    public void ask() {
        asked = true;
    }

    public boolean asked() {
        return asked;
    }
}
