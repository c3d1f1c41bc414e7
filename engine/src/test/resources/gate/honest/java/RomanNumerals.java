import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.LinkedHashMap;
import java.util.Map;

public class RomanNumerals implements RowMigration {
    private static final int[] VALUES = {1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1};
    private static final String[] SYMBOLS = {"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"};

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Integer volume = source.integer("volume");
        target.insert("volumes").copy("id", "id").set("roman", volume == null || volume < 1 ? null : roman(volume)).set("arabic", arabic(source.text("part")));
    }

    private static String roman(int n) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < VALUES.length; i++) {
            while (n >= VALUES[i]) {
                out.append(SYMBOLS[i]);
                n -= VALUES[i];
            }
        }
        return out.toString();
    }

    private static Integer arabic(String roman) {
        if (roman == null) return null;
        Map<String, Integer> table = new LinkedHashMap<>();
        for (int i = 0; i < SYMBOLS.length; i++) table.put(SYMBOLS[i], VALUES[i]);
        int at = 0, sum = 0;
        for (Map.Entry<String, Integer> e : table.entrySet()) {
            while (roman.startsWith(e.getKey(), at)) {
                sum += e.getValue();
                at += e.getKey().length();
            }
        }
        return at == roman.length() ? sum : null;
    }
}
