import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.ArrayList;
import java.util.List;

public class ListOfRowsFromJson implements RowMigration {
    /** Reads a flat JSON array of texts, such as ["a","b\"c"]. */
    private static List<String> texts(String json) {
        List<String> out = new ArrayList<>();
        int i = json.indexOf('[') + 1;
        while (i < json.length()) {
            char c = json.charAt(i);
            if (c == '"') {
                StringBuilder item = new StringBuilder();
                i++;
                while (json.charAt(i) != '"') {
                    if (json.charAt(i) == '\\') {
                        i++;
                        item.append(switch (json.charAt(i)) {
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            case 'u' -> {
                                int code = Integer.parseInt(json.substring(i + 1, i + 5), 16);
                                i += 4;
                                yield (char) code;
                            }
                            default -> json.charAt(i);
                        });
                    } else {
                        item.append(json.charAt(i));
                    }
                    i++;
                }
                out.add(item.toString());
            } else if (c == ']') {
                break;
            }
            i++;
        }
        return out;
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        int n = 0;
        for (String label : texts(source.json("labels"))) {
            target.insert("labels").copy("issue_id", "id").set("n", n).set("label", label);
            n += 1;
        }
    }
}
