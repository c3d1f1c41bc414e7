import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

public class MojibakeRepair implements RowMigration {
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String broken = source.text("name");
        String repaired = new String(broken.getBytes(WINDOWS), StandardCharsets.UTF_8);
        boolean lossless = !repaired.contains("\uFFFD") && WINDOWS.newEncoder().canEncode(broken);
        try {
            byte[] latin = broken.getBytes("ISO-8859-1");
            target.insert("names").copy("id", "id").set("name", lossless ? repaired : broken).set("bytes", latin.length);
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
