import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Posts implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String status = postStatus(source.text("post_status"));
        if (status == null) {
            target.reject("no status is decided for this post status");
            return;
        }
        target.insert("posts")
                .copy("id", "new_id")
                .copy("author_id", "author_key")
                .copy("title", "post_title")
                .copy("content", "post_content")
                .set("status", status)
                .copy("published_at", "post_date")
                .copy("modified_at", "post_modified");
    }

    /** What values of post_status mean; null where nothing is decided. */
    private static String postStatus(String value) {
        if (value == null) {
            return null;
        }
        return switch (value) {
            case "publish",
                "published" -> "published";
            case "draft" -> "draft";
            case "trashed" -> "trashed";
            default -> null;
        };
    }
}
