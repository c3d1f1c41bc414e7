package dev.wharf.sandbox.docker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * The three standard streams of one container over a connection that the daemon hands over (HTTP upgrade of POST
 * /containers/ID/attach). Output arrives in frames of 8 bytes (stream, three zeros, u32 length) and their bytes, see
 * "Attach to a container" in the Engine's API. It is a class of its own because the library's attach has buffers of 1 KiB
 * and never ends stdin: 79 to 103 MB/s against 270 here.
 *
 * <p>Whoever reads stdout drains stderr by the same reads, so stderr needs no thread and can block nothing. One thread
 * reads, one writes; {@link #close} may come from any.
 */
final class Attachment implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int HEADER_LIMIT = 16 << 10;
    private static final int FRAME_HEADER = 8;
    private static final int STDOUT = 1;
    private static final int STDERR = 2;

    private final SocketChannel channel;
    private final ByteBuffer received = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);
    private final StderrTail stderr = new StderrTail();
    private final InputStream stdout = new Stdout();
    private final OutputStream stdin = new Stdin();

    private Attachment(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Attaches to a container, which best has not started yet, so that nothing it says is lost.
     *
     * @throws IOException where the daemon cannot be reached or refuses; then nothing stays open
     */
    static Attachment open(DockerAddress address, String container) throws IOException {
        Attachment attachment = new Attachment(address.connect());
        try {
            attachment.upgrade(container);
            return attachment;
        } catch (IOException | RuntimeException e) {
            attachment.close();
            throw e;
        }
    }

    InputStream stdout() {
        return stdout;
    }

    /** Closing it ends the container's stdin and leaves the other streams open. */
    OutputStream stdin() {
        return stdin;
    }

    /** The last of what the container wrote to stderr, without control characters. */
    String stderrTail() {
        return stderr.text();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // it is gone either way, and nobody can do anything about it
        }
    }

    /** No version in the path: the daemon then speaks its own. */
    private void upgrade(String container) throws IOException {
        String request = "POST /containers/" + container + "/attach?stream=1&stdin=1&stdout=1&stderr=1 HTTP/1.1\r\n"
                + "Host: docker\r\nConnection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: 0\r\n\r\n";
        ByteBuffer out = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
        while (out.hasRemaining()) {
            channel.write(out);
        }
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            if (head.length() > HEADER_LIMIT) {
                throw new IOException("the daemon's answer to attach has no end");
            }
            if (!received.hasRemaining() && !fill()) {
                throw new EOFException("the daemon closed the connection instead of attaching: " + head);
            }
            head.append((char) (received.get() & 0xFF));
        }
        String status = head.substring(0, head.indexOf("\r\n"));
        // daemons before the upgrade was introduced answer 200 and then hand the connection over all the same
        if (!status.startsWith("HTTP/1.1 101") && !status.startsWith("HTTP/1.1 200")) {
            throw new IOException("the daemon refused to attach: " + status);
        }
    }

    /** Reads more; false at the end of the stream. */
    private boolean fill() throws IOException {
        received.clear();
        int n = channel.read(received);
        received.flip();
        return n > 0;
    }

    /** What the container writes to stdout, taken out of the daemon's frames. */
    private final class Stdout extends InputStream {
        private final byte[] header = new byte[FRAME_HEADER];
        private final byte[] one = new byte[1];
        private int left;

        @Override
        public int read() throws IOException {
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            while (left == 0) {
                if (!nextFrame()) {
                    return -1;
                }
            }
            if (!received.hasRemaining() && !fill()) {
                throw new EOFException("the connection to the daemon ended within a frame");
            }
            int n = Math.min(Math.min(length, left), received.remaining());
            received.get(bytes, from, n);
            left -= n;
            return n;
        }

        /** Goes to the next frame of stdout, past those of stderr; false at the end of the stream. */
        private boolean nextFrame() throws IOException {
            for (int i = 0; i < FRAME_HEADER; i++) {
                if (!received.hasRemaining() && !fill()) {
                    if (i == 0) {
                        return false;
                    }
                    throw new EOFException("the connection to the daemon ended within a frame");
                }
                header[i] = received.get();
            }
            int length = ByteBuffer.wrap(header).getInt(4);
            if (length < 0) {
                throw new IOException("the daemon sent a frame of " + Integer.toUnsignedString(length) + " bytes");
            }
            switch (header[0]) {
                case STDOUT -> left = length;
                case STDERR -> drain(length);
                default -> throw new IOException("the daemon sent a frame of stream " + header[0]);
            }
            return true;
        }

        private void drain(int length) throws IOException {
            byte[] chunk = new byte[Math.min(length, 4096)];
            for (int rest = length; rest > 0; ) {
                if (!received.hasRemaining() && !fill()) {
                    throw new EOFException("the connection to the daemon ended within a frame");
                }
                int n = Math.min(Math.min(rest, chunk.length), received.remaining());
                received.get(chunk, 0, n);
                stderr.add(chunk, n);
                rest -= n;
            }
        }
    }

    /** The container's stdin. */
    private final class Stdin extends OutputStream {
        private final ByteBuffer direct = ByteBuffer.allocateDirect(BUFFER_BYTES);

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            for (int done = 0; done < length; ) {
                int n = Math.min(BUFFER_BYTES, length - done);
                direct.clear().put(bytes, from + done, n).flip();
                while (direct.hasRemaining()) {
                    channel.write(direct);
                }
                done += n;
            }
        }

        @Override
        public void close() throws IOException {
            try {
                channel.shutdownOutput();
            } catch (ClosedChannelException e) {
                // closed as a whole: then stdin is closed too
            }
        }
    }
}
