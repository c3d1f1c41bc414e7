import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

public class BytesToHex implements RowMigration {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        byte[] digest = source.bytes("digest");
        byte[] salt = decodeSalt(source.text("salt"));
        if (digest == null || digest.length != 16) {
            target.reject("digest must have 16 bytes");
            return;
        }
        byte[] joined = new byte[digest.length + salt.length];
        System.arraycopy(salt, 0, joined, 0, salt.length);
        System.arraycopy(digest, 0, joined, salt.length, digest.length);
        target.insert("credentials")
                .copy("user_id", "id")
                .set("digest_hex", HEX.formatHex(digest))
                .set("fingerprint", COLONS.formatHex(digest, 0, 8))
                .set("digest_base64", Base64.getUrlEncoder().withoutPadding().encodeToString(joined))
                .set("raw", joined);
    }

    private static byte[] decodeSalt(String salt) {
        if (salt == null) {
            return new byte[0];
        }
        return salt.startsWith("hex:") ? HexFormat.of().parseHex(salt.substring(4)) : Base64.getDecoder().decode(salt.getBytes(StandardCharsets.US_ASCII));
    }
}
