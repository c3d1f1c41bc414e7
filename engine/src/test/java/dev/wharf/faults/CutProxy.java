package dev.wharf.faults;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A way to a server that breaks once, after a number of bytes; those of all connections count together. */
final class CutProxy implements AutoCloseable {

    /** How it breaks. */
    enum Break {
        /** Both ends hear a reset; what was under way is gone. */
        RESET,
        /** Both ends hear an orderly end in the middle of a message. */
        CLOSE,
        /** Only the server hears an end; what it sends still comes through. */
        END_TOWARDS_SERVER,
        /** Only the client hears an end; what it sends still comes through. */
        END_TOWARDS_CLIENT,
        /** Nothing moves for a while, then all of it. */
        STALL,
        /** All connections are reset, and new ones are refused for a while. */
        DOWN
    }

    private static final long WHILE_MILLIS = 1500;

    private final ServerSocket socket;
    private final InetSocketAddress server;
    private final Break how;
    private volatile long at;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean broken = new AtomicBoolean();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile long downUntil;

    CutProxy(InetSocketAddress server, Break how) throws IOException {
        this.server = server;
        this.how = how;
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** @param after so many bytes from now on, in either direction; 0 for never */
    void breakAfter(long after) {
        bytes.set(0);
        at = after;
    }

    int port() {
        return socket.getLocalPort();
    }

    long bytes() {
        return bytes.get();
    }

    boolean broken() {
        return broken.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                if (downUntil != 0 && System.nanoTime() < downUntil) {
                    reset(client);
                    continue;
                }
                Socket behind = new Socket();
                behind.connect(server);
                open.add(client);
                open.add(behind);
                Thread.ofVirtual().start(() -> pump(client, behind, client, behind));
                Thread.ofVirtual().start(() -> pump(behind, client, client, behind));
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private void pump(Socket from, Socket to, Socket client, Socket behind) {
        byte[] buffer = new byte[4096];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                int whole = read;
                long before = bytes.getAndAdd(read);
                if (at > 0 && before + read >= at && broken.compareAndSet(false, true)) {
                    whole = (int) (at - before);
                    to.getOutputStream().write(buffer, 0, whole);
                    if (ends(client, behind)) {
                        return;
                    }
                }
                if (!to.isOutputShutdown()) {
                    to.getOutputStream().write(buffer, whole == read ? 0 : whole, whole == read ? read : read - whole);
                }
            }
            if (!to.isOutputShutdown()) {
                to.shutdownOutput();
            }
        } catch (IOException e) {
            // One of the two is gone, so the other goes.
        }
    }

    /** Breaks it; whether this direction is over. */
    private boolean ends(Socket client, Socket behind) throws IOException {
        switch (how) {
            case RESET -> {
                reset(client);
                reset(behind);
                return true;
            }
            case DOWN -> {
                downUntil = System.nanoTime() + Duration.ofMillis(WHILE_MILLIS).toNanos();
                for (Socket one : open) {
                    reset(one);
                }
                return true;
            }
            case CLOSE -> {
                client.close();
                behind.close();
                return true;
            }
            case END_TOWARDS_SERVER -> behind.shutdownOutput();
            case END_TOWARDS_CLIENT -> client.shutdownOutput();
            case STALL -> {
                try {
                    Thread.sleep(WHILE_MILLIS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
        return false;
    }

    private static void reset(Socket socket) throws IOException {
        if (!socket.isClosed()) {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
