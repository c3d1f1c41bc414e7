import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.Comparator;
import java.util.Objects;

public class VersionNumbers implements RowMigration {
    private static final class Version implements Comparable<Version> {
        private static final Comparator<Version> ORDER = Comparator.comparingInt((Version v) -> v.major).thenComparingInt(v -> v.minor).thenComparing(v -> v.label, Comparator.nullsLast(String.CASE_INSENSITIVE_ORDER));

        private final int major;
        private final int minor;
        private final String label;

        private Version(int major, int minor, String label) {
            this.major = major;
            this.minor = minor;
            this.label = label;
        }

        static Version parse(String text) {
            String[] parts = text.split("[.-]", 3);
            return new Version(Integer.parseInt(parts[0]), parts.length > 1 ? Integer.parseInt(parts[1]) : 0, parts.length > 2 ? parts[2] : null);
        }

        @Override public int compareTo(Version other) { return ORDER.compare(this, other); }

        @Override public boolean equals(Object o) {
            if (this == o) return true;
            if (!(o instanceof Version)) return false;
            Version that = (Version) o;
            return major == that.major && minor == that.minor && Objects.equals(label, that.label);
        }

        @Override public int hashCode() { return Objects.hash(major, minor, label); }

        @Override public String toString() { return major + "." + minor + (label == null ? "" : "-" + label); }
    }

    private static final Version OLDEST = Version.parse("2.0");

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Version version = Version.parse(source.text("version"));
        if (version.compareTo(OLDEST) < 0) {
            target.skip("version " + version + " is older than " + OLDEST);
            return;
        }
        target.insert("releases").copy("id", "id").set("version", version.toString()).set("is_base", version.equals(OLDEST)).set("hash", version.hashCode());
    }
}
