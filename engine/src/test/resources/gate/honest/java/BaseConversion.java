import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class BaseConversion implements RowMigration {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Long id = source.bigint("id");
        if (id == null || id < 0) {
            target.reject("id is negative");
            return;
        }
        target.insert("short_links")
                .set("id", id)
                .set("code32", crockford(id))
                .set("code36", Long.toString(id, 36))
                .set("hex", Long.toHexString(id))
                .set("binary", Long.toBinaryString(id))
                .set("octal", Integer.toOctalString((int) (id & 0x7fff_ffffL)))
                .set("parsed", Long.parseUnsignedLong(source.text("hex_id"), 16));
    }

    private static String crockford(long value) {
        if (value == 0) {
            return "0";
        }
        char[] buffer = new char[13];
        int at = buffer.length;
        do {
            buffer[--at] = ALPHABET.charAt((int) (value & 31));
            value >>>= 5;
        } while (value != 0);
        return String.valueOf(buffer, at, buffer.length - at);
    }
}
