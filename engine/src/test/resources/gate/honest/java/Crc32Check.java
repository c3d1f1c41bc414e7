import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.nio.charset.StandardCharsets;
import java.util.zip.Adler32;
import java.util.zip.CRC32;

public class Crc32Check implements RowMigration {
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        byte[] body = source.text("body").getBytes(StandardCharsets.UTF_8);
        CRC32 crc = new CRC32();
        crc.update(body);
        Adler32 adler = new Adler32();
        adler.update(body, 0, body.length);
        target.insert("messages").copy("id", "id").set("crc", crc.getValue()).set("adler", adler.getValue()).set("hand", fnv(body));
    }

    private static long fnv(byte[] data) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : data) {
            hash ^= b & 0xff;
            hash *= 0x100000001b3L;
        }
        return hash;
    }
}
