import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class GenreCodes implements RowMigration {
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        final String name = source.text("Name");
        final String code = switch (name) {
            case "Rock", "Metal", "Alternative & Punk", "Alternative", "Heavy Metal", "Rock And Roll" -> "rock";
            case "Jazz", "Blues", "Bossa Nova" -> "jazz";
            case "Classical", "Opera" -> "classical";
            case "TV Shows", "Drama", "Sci Fi & Fantasy", "Science Fiction", "Comedy" -> "video";
            case null -> "unknown";
            default -> {
                if (name.length() > 120) {
                    throw new IllegalStateException("name too long");
                }
                yield name.toLowerCase().replace(' ', '_').replace("&", "and").replace("/", "_");
            }
        };
        target.insert("genres").copy("id", "GenreId").copy("name", "Name").set("code", code);
    }
}
