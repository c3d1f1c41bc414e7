import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Comments implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("comments")
                .copy("id", "new_id")
                .copy("post_id", "post_key")
                .copy("user_id", "user_key")
                .copy("author_name", "comment_author")
                .copy("content", "comment_content")
                .set("approved", source.bool("comment_approved"))
                .copy("created_at", "comment_date");
    }
}
