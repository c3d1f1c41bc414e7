package dev.wharf.sandbox.protocol;

import dev.wharf.wire.FrameType;
import dev.wharf.wire.FrameWriter;
import dev.wharf.wire.PayloadWriter;
import dev.wharf.wire.Protocol;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.LinkedBlockingQueue;

/** A container that says what a test tells it to, and hears nothing. */
final class ScriptedChannel implements Channel {

    private static final byte[] END = {};

    private final LinkedBlockingQueue<byte[]> said = new LinkedBlockingQueue<>();
    private volatile boolean killed;

    static byte[] greeting() {
        return join(
                FrameWriter.frame(FrameType.HELLO, Protocol.hello(Protocol.Role.RUNNER)),
                FrameWriter.frame(FrameType.READY, new byte[0]));
    }

    static byte[] join(byte[]... parts) {
        PayloadWriter out = new PayloadWriter();
        for (byte[] part : parts) {
            out.raw(part, 0, part.length);
        }
        return out.toBytes();
    }

    /** A ROWS frame. */
    static byte[] rows(int batch, boolean last, byte[] records) {
        return FrameWriter.frame(
                FrameType.ROWS,
                new PayloadWriter()
                        .u32(batch)
                        .u8(last ? 1 : 0)
                        .raw(records, 0, records.length)
                        .toBytes());
    }

    ScriptedChannel say(byte[] bytes) {
        if (bytes.length > 0) {
            said.add(bytes);
        }
        return this;
    }

    ScriptedChannel end() {
        said.add(END);
        return this;
    }

    boolean killed() {
        return killed;
    }

    @Override
    public InputStream fromContainer() {
        return new InputStream() {
            private byte[] current = {0};
            private int at = 1;

            @Override
            public int read() {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                try {
                    while (at == current.length) {
                        if (current == END) {
                            return -1;
                        }
                        current = said.take();
                        at = 0;
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return -1;
                }
                int count = Math.min(length, current.length - at);
                System.arraycopy(current, at, into, offset, count);
                at += count;
                return count;
            }
        };
    }

    @Override
    public OutputStream toContainer() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public void kill() {
        killed = true;
        end();
    }

    @Override
    public String diagnosis() {
        return "";
    }
}
