import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

public class UrlParts implements RowMigration {
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        URI uri;
        try {
            uri = new URI(source.text("url").trim());
        } catch (URISyntaxException e) {
            target.reject("url cannot be read: " + e.getReason());
            return;
        }
        String query = uri.getRawQuery();
        target.insert("links").copy("id", "id")
                .set("scheme", uri.getScheme())
                .set("host", uri.getHost())
                .set("port", uri.getPort() < 0 ? null : uri.getPort())
                .set("path", uri.getPath())
                .set("query", query == null ? null : URLDecoder.decode(query, StandardCharsets.UTF_8))
                .set("encoded", URLEncoder.encode(uri.toString(), StandardCharsets.UTF_8));
    }
}
