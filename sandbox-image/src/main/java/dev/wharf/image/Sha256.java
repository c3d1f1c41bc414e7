package dev.wharf.image;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 over several things, each with its length before it so that none runs into the next. */
final class Sha256 {

    private final MessageDigest digest = newDigest();

    Sha256 add(String text) {
        return add(text.getBytes(StandardCharsets.UTF_8));
    }

    Sha256 add(byte[] bytes) {
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
        return this;
    }

    /** {@code sha256:} and 64 digits. */
    String value() {
        return named(digest);
    }

    static String of(byte[] bytes) {
        return named(digestOf(bytes));
    }

    static String of(Path file) {
        MessageDigest digest = newDigest();
        try (var in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return named(digest);
    }

    /** Writes through and hashes what it writes. */
    static final class Output extends OutputStream {
        private final OutputStream out;
        private final MessageDigest digest = newDigest();

        Output(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            digest.update((byte) b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            digest.update(bytes, from, length);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }

        String value() {
            return named(digest);
        }
    }

    private static MessageDigest digestOf(byte[] bytes) {
        MessageDigest digest = newDigest();
        digest.update(bytes);
        return digest;
    }

    private static String named(MessageDigest digest) {
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
