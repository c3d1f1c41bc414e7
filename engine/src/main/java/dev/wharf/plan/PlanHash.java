package dev.wharf.plan;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** The hash over every byte of plan.yaml and of the files it names: {@code sha256:} and 64 hexadecimal digits. */
public record PlanHash(String value) {

    public PlanHash {
        if (!value.matches("sha256:[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a plan's hash: " + value);
        }
    }

    /**
     * The hash of files by name and bytes. Each name and each content is preceded by its length, in the order of the names,
     * so that no byte can pass from one file to another without changing the hash.
     */
    static PlanHash over(Map<String, byte[]> files) {
        MessageDigest digest = sha256();
        new TreeMap<>(files).forEach((name, bytes) -> {
            frame(digest, name.getBytes(StandardCharsets.UTF_8));
            frame(digest, bytes);
        });
        return new PlanHash("sha256:" + HexFormat.of().formatHex(digest.digest()));
    }

    /** The hash of one file's bytes alone, in the same form. */
    static String ofBytes(byte[] bytes) {
        return "sha256:" + HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private static void frame(MessageDigest digest, byte[] bytes) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
