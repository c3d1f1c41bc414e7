import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class XmlEscape implements RowMigration {
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        StringBuilder xml = new StringBuilder();
        xml.append("<person id=\"").append(source.bigint("id")).append("\">");
        element(xml, "name", source.text("name"));
        element(xml, "mail", source.text("mail"));
        xml.append("</person>");
        target.insert("documents").copy("id", "id").set("xml", xml.toString()).set("length", xml.length());
    }

    private static void element(StringBuilder xml, String tag, String value) {
        if (value == null) {
            xml.append('<').append(tag).append("/>");
            return;
        }
        xml.append('<').append(tag).append('>');
        value.codePoints().forEach(cp -> {
            switch (cp) {
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '&' -> xml.append("&amp;");
                default -> {
                    if (cp > 126) {
                        xml.append("&#").append(cp).append(';');
                    } else {
                        xml.appendCodePoint(cp);
                    }
                }
            }
        });
        xml.append("</").append(tag).append('>');
    }
}
