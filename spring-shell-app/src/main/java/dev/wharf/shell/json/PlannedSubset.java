package dev.wharf.shell.json;

import dev.wharf.author.subset.Subset;
import dev.wharf.shell.text.Page;
import dev.wharf.shell.text.Style;
import dev.wharf.shell.text.Table;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What comes along with picked rows.
 *
 * @param closed whether everything that its rows refer to is in it
 * @param open tables of rings of references that were not followed to their end
 */
public record PlannedSubset(boolean children, boolean closed, List<String> open, List<SubsetTable> tables) {

    /**
     * @param rows null where they were not counted
     * @param chain a shortest way from a start to the table
     */
    public record SubsetTable(String table, @Nullable Long rows, List<String> chain, List<SubsetPath> paths) {}

    /**
     * @param reason picked, referred-to or dependent
     * @param from the other table; the table itself where rows are picked
     * @param columns of the foreign key; empty where rows are picked
     * @param rows how many come by it, perhaps not by it alone; null where they were not counted
     */
    public record SubsetPath(String reason, String from, List<String> columns, @Nullable Long rows) {}

    static PlannedSubset of(Subset subset) {
        return new PlannedSubset(
                subset.children(),
                subset.closed(),
                subset.open().stream().map(t -> t.toString()).toList(),
                subset.members().stream().map(PlannedSubset::table).toList());
    }

    private static SubsetTable table(Subset.Member member) {
        return new SubsetTable(
                member.table().name().toString(),
                number(member.rows()),
                member.chain().stream().map(t -> t.toString()).toList(),
                member.paths().stream()
                        .map(p -> new SubsetPath(p.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'), p.from().toString(),
                                p.columns(), number(p.rows())))
                        .toList());
    }

    private static @Nullable Long number(OptionalLong rows) {
        return rows.isPresent() ? rows.getAsLong() : null;
    }

    void print(Page page) {
        page.blank();
        page.heading("what comes along" + (children ? ", with dependents" : ""));
        Table shown = new Table("table", "#rows", "~because");
        for (SubsetTable table : tables) {
            boolean any = table.paths().stream().anyMatch(p -> p.rows() == null || p.rows() > 0);
            List<String> because = table.paths().stream()
                    .filter(p -> !any || p.rows() == null || p.rows() > 0)
                    .map(PlannedSubset::words)
                    .toList();
            shown.row(table.table(), text(table.rows()), String.join("; ", because));
        }
        page.table(shown);
        if (!closed) {
            page.line(Style.CHANGED, "not followed to the end: " + String.join(", ", open));
        }
    }

    private static String words(SubsetPath path) {
        String columns = path.from() + "." + String.join("+", path.columns());
        return switch (path.reason()) {
            case "picked" -> "picked";
            case "referred-to" -> columns + " refers to " + text(path.rows());
            default -> text(path.rows()) + (path.rows() != null && path.rows() == 1 ? " belongs to " : " belong to ") + path.from() + " by "
                    + String.join("+", path.columns());
        };
    }

    private static String text(@Nullable Long rows) {
        return rows == null ? "?" : String.format(Locale.ROOT, "%,d", rows);
    }
}
