package dev.wharf.transform;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * New keys of kind uuid: version 5 (RFC 9562 §5.5) over entity and source key, in the namespace of the source. The same
 * namespace, entity and key give the same id in every run, plan and place.
 */
public final class DerivedId {

    /** The namespace of namespaces; it never changes, or every derived id would. */
    private static final UUID WHARF = UUID.fromString("8f1b3c52-6d0e-5a47-9c1f-2e7d4b90a6d3");

    private final byte[] namespace;
    private final String prefix;

    public DerivedId(String namespace, String entity) {
        this.namespace = bytes(version5(bytes(WHARF), namespace));
        this.prefix = entity + "/";
    }

    /** The id of a row by its source key's text. */
    public UUID of(String sourceKey) {
        return version5(namespace, prefix + sourceKey);
    }

    static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private static UUID version5(byte[] namespace, String name) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(namespace);
            byte[] hash = sha1.digest(name.getBytes(StandardCharsets.UTF_8));
            ByteBuffer buffer = ByteBuffer.wrap(hash);
            long high = (buffer.getLong() & ~0xF000L) | 0x5000L;
            long low = (buffer.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
            return new UUID(high, low);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
