import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class CharacterClasses implements RowMigration {
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String password = source.text("hint");
        int upper = 0, lower = 0, digits = 0, other = 0;
        for (char c : password.toCharArray()) {
            if (Character.isUpperCase(c)) upper++;
            else if (Character.isLowerCase(c)) lower++;
            else if (Character.isDigit(c)) digits++;
            else if (!Character.isSpaceChar(c) && !Character.isISOControl(c)) other++;
        }
        boolean latin = password.codePoints().allMatch(cp -> Character.UnicodeScript.of(cp) == Character.UnicodeScript.LATIN || !Character.isLetter(cp));
        boolean emoji = password.codePoints().anyMatch(cp -> Character.isEmoji(cp) || Character.isSupplementaryCodePoint(cp));
        String name = Character.getName(password.codePointAt(0));
        target.insert("hints").copy("id", "id").set("upper", upper).set("lower", lower).set("digits", digits).set("other", other)
                .set("latin", latin).set("emoji", emoji).set("first", name)
                .set("alnum", password.chars().filter(Character::isLetterOrDigit).mapToObj(c -> String.valueOf((char) c)).reduce("", String::concat));
    }
}
