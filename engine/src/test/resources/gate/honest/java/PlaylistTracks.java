import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class PlaylistTracks implements RowMigration {
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("playlist_tracks").copy("playlist_id", "playlist_new_id").copy("track_id", "track_new_id");
    }
}
