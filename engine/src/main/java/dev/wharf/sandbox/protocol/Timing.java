package dev.wharf.sandbox.protocol;

import dev.wharf.wire.Limits;

/** How long a session waits for what. */
record Timing(long readyMillis, long heartbeatMillis, long silenceMillis) {

    static final Timing STANDARD = new Timing(Limits.READY_MILLIS, Limits.HEARTBEAT_MILLIS, Limits.SILENCE_MILLIS);
}
