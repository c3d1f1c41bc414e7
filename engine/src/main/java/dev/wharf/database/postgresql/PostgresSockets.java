package dev.wharf.database.postgresql;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.time.Duration;
import java.util.Map;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;

/**
 * Sockets that notice within a minute when the other machine is gone without a word. The system's own patience is two hours, and
 * as long a run would wait for an answer that cannot come. Public for the driver, which makes it by its name.
 */
public final class PostgresSockets extends SocketFactory {

    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofSeconds(10);
    private static final int PROBES = 3;

    /** What is asked of a socket; a system that does not know one of these keeps its own. */
    private static final Map<SocketOption<Integer>, Integer> OPTIONS = Map.of(
            ExtendedSocketOptions.TCP_KEEPIDLE, (int) IDLE.toSeconds(),
            ExtendedSocketOptions.TCP_KEEPINTERVAL, (int) BETWEEN.toSeconds(),
            ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);

    @Override
    public Socket createSocket() throws IOException {
        Socket socket = new Socket();
        socket.setKeepAlive(true);
        for (Map.Entry<SocketOption<Integer>, Integer> option : OPTIONS.entrySet()) {
            if (socket.supportedOptions().contains(option.getKey())) {
                socket.setOption(option.getKey(), option.getValue());
            }
        }
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw unused();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw unused();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw unused();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw unused();
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("the driver connects its sockets itself");
    }
}
