package dev.wharf.run;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Says who runs a run, for people: process and host. */
final class Holder {

    private static final String NAME = ProcessHandle.current().pid() + "@" + host();

    private Holder() {}

    static String name() {
        return NAME;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown-host";
        }
    }
}
