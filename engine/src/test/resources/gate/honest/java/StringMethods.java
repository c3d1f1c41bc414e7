import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class StringMethods implements RowMigration {
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String s = source.text("name");
        if (s.isEmpty() || s.isBlank()) { target.skip("blank"); return; }
        StringBuilder b = new StringBuilder(s).reverse().insert(0, '<').append('>').deleteCharAt(1).replace(0, 1, "[");
        b.setCharAt(b.length() - 1, ']');
        StringBuffer old = new StringBuffer("x").append(1).append(2L).append(true).append(1.5);
        target.insert("strings")
                .set("reversed", b.toString())
                .set("old", old.toString())
                .set("sub", s.subSequence(0, 1).toString())
                .set("region", s.regionMatches(true, 0, "Prefix", 0, 3))
                .set("compare", Integer.signum(s.compareToIgnoreCase("m")))
                .set("ends", s.endsWith("x"))
                .set("at", s.codePointAt(0))
                .set("index", s.indexOf("a", 1))
                .set("last", s.lastIndexOf('a'))
                .set("split", s.splitWithDelimiters("[,;]", 0).length)
                .set("joined", String.join("|", s.split(",")))
                .set("char", String.valueOf(s.charAt(0)))
                .set("copy", String.copyValueOf(new char[] {'a', 'b'}))
                .set("contains", s.contains("a") && s.contentEquals("abc"))
                .set("interned", s.concat("!").trim())
                .set("transformed", s.transform(t -> t + t).strip().length())
                .set("code_points", s.codePointCount(0, s.length()))
                .set("lead", s.stripLeading().equalsIgnoreCase("a"));
    }
}
