import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.LinkedHashMap;
import java.util.Map;

public class JsonParser implements RowMigration {
    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        Map<String, String> object() {
            Map<String, String> out = new LinkedHashMap<>();
            expect('{');
            skip();
            if (peek() == '}') {
                at++;
                return out;
            }
            do {
                skip();
                String key = string();
                skip();
                expect(':');
                skip();
                out.put(key, peek() == '"' ? string() : bare());
                skip();
            } while (next() == ',');
            return out;
        }

        private String string() {
            expect('"');
            StringBuilder sb = new StringBuilder();
            for (char c = next(); c != '"'; c = next()) {
                sb.append(c == '\\' ? next() : c);
            }
            return sb.toString();
        }

        private String bare() {
            int from = at;
            while (at < text.length() && ",} ".indexOf(text.charAt(at)) < 0) at++;
            return text.substring(from, at);
        }

        private void skip() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
        }

        private char peek() {
            if (at >= text.length()) throw new IllegalArgumentException("json ends early at " + at);
            return text.charAt(at);
        }

        private char next() {
            char c = peek();
            at++;
            return c;
        }

        private void expect(char c) {
            if (next() != c) throw new IllegalArgumentException("expected " + c + " at " + (at - 1));
        }
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String json = source.json("data");
        if (json == null) return;
        new Reader(json).object().forEach((k, v) -> target.insert("attributes").copy("owner", "id").set("key", k).set("value", "null".equals(v) ? null : v));
    }
}
