import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;

public final class TextBlocks implements RowMigration {

    private static final String TEMPLATE = """
            Name: %s
            Grüße — "quoted" \
            and on
            """;

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String name = source.text("name");
        var plain = Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
        UUID id = UUID.nameUUIDFromBytes(("people:" + source.bigint("id")).getBytes(StandardCharsets.UTF_8));
        byte[] raw = source.bytes("raw");
        String hex = HexFormat.of().formatHex(raw);
        StringBuilder slug = new StringBuilder();
        for (char c : plain.toCharArray()) {
            if (Character.isLetterOrDigit(c)) {
                slug.append(Character.toLowerCase(c));
            } else if (!slug.isEmpty() && slug.charAt(slug.length() - 1) != '-') {
                slug.append('-');
            }
        }
        target.insert("people")
                .set("id", id)
                .set("text", TEMPLATE.formatted(name))
                .set("slug", slug.toString())
                .set("hex", hex)
                .set("base64", Base64.getEncoder().encodeToString(raw))
                .set("padded", String.format("%05d", source.integer("number")))
                .set("legacy", UUID.fromString(source.text("guid")));
    }
}
