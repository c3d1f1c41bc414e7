package dev.wharf.sandbox.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.TransformSession;
import dev.wharf.wire.RowChunk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The daemon over TCP, as DOCKER_HOST=tcp://… reaches it: a port that passes everything on to the daemon's socket. */
class DockerTcpTest {

    @Test
    void rows_go_through_over_tcp() throws Exception {
        try (Forwarder port = new Forwarder(DockerAddress.fromEnvironment(System.getenv()));
                DockerSandbox sandbox =
                        new DockerSandbox(DockerSandbox.imagesFolder(), SandboxSettings.DEFAULT, port.address())) {
            var compiled = sandbox.compile(List.of(TrialMigration.SOURCE));
            try (TransformSession session = sandbox.start(TrialMigration.spec(compiled, SandboxSettings.DEFAULT))) {
                assertEquals(
                        2,
                        session.transform(new RowChunk(new byte[4], new int[] {0, 2, 4}, 2))
                                .get()
                                .records()
                                .size());
            }
        }
    }

    /** Passes connections on, the end of each direction too. */
    private static final class Forwarder implements AutoCloseable {
        private final DockerAddress daemon;
        private final ServerSocketChannel server;

        Forwarder(DockerAddress daemon) throws IOException {
            this.daemon = daemon;
            this.server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Thread.ofVirtual().start(this::accept);
        }

        DockerAddress address() throws IOException {
            return new DockerAddress.Tcp("127.0.0.1", ((InetSocketAddress) server.getLocalAddress()).getPort());
        }

        private void accept() {
            while (server.isOpen()) {
                try {
                    SocketChannel client = server.accept();
                    SocketChannel socket = daemon.connect();
                    Thread.ofVirtual().start(() -> pass(client, socket));
                    Thread.ofVirtual().start(() -> pass(socket, client));
                } catch (IOException e) {
                    return;
                }
            }
        }

        private static void pass(SocketChannel from, SocketChannel to) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
            try {
                while (from.read(buffer.clear()) >= 0) {
                    buffer.flip();
                    while (buffer.hasRemaining()) {
                        to.write(buffer);
                    }
                }
                to.shutdownOutput();
            } catch (IOException e) {
                // one side is gone, which the other notices by itself
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
