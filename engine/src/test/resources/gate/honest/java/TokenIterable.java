import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.Iterator;
import java.util.NoSuchElementException;

public class TokenIterable implements RowMigration {
    /** The tokens of a text, one after the other. */
    private record Tokens(String text) implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return new Iterator<>() {
                private int at = 0;

                @Override
                public boolean hasNext() {
                    return at < text.length();
                }

                @Override
                public String next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException();
                    }
                    int end = text.indexOf(' ', at);
                    String token = text.substring(at, end < 0 ? text.length() : end);
                    at = end < 0 ? text.length() : end + 1;
                    return token;
                }
            };
        }
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        for (String token : new Tokens(source.text("text"))) {
            target.insert("tokens").copy("text_id", "id").set("token", token);
        }
    }
}
