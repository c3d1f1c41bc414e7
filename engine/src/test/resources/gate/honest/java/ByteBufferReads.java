import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

public class ByteBufferReads implements RowMigration {
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        byte[] blob = source.bytes("blob");
        if (blob == null || blob.length < 24) {
            target.reject("the blob is shorter than its header");
            return;
        }
        ByteBuffer buffer = ByteBuffer.wrap(blob).order(ByteOrder.LITTLE_ENDIAN);
        int magic = buffer.getInt();
        short version = buffer.getShort();
        buffer.position(8);
        UUID id = new UUID(buffer.getLong(), buffer.getLong());
        String name = new String(blob, 24, blob.length - 24, StandardCharsets.ISO_8859_1);
        byte[] tail = Arrays.copyOfRange(blob, 8, 24);
        target.insert("blobs").set("id", id).set("magic", magic).set("version", (int) version).set("name", name).set("tail", tail).set("same", Arrays.equals(tail, blob));
    }
}
