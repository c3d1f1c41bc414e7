import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;

public class IteratorClass implements RowMigration {
    private static final class Chunks implements Iterable<String> {
        private final String text;
        private final int size;

        Chunks(String text, int size) {
            this.text = text;
            this.size = size;
        }

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
                    if (!hasNext()) throw new NoSuchElementException();
                    String chunk = text.substring(at, Math.min(text.length(), at + size));
                    at += size;
                    return chunk;
                }
            };
        }
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        int n = 0;
        for (String chunk : new Chunks(Objects.requireNonNullElse(source.text("long_text"), ""), 1000)) {
            target.insert("chunks").copy("doc_id", "id").set("no", ++n).set("chunk", chunk);
        }
        if (n == 0) target.skip("no text");
    }
}
