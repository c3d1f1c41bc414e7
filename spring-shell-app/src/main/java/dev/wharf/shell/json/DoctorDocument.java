package dev.wharf.shell.json;

import dev.wharf.sandbox.DoctorCheck;
import dev.wharf.shell.text.Page;
import dev.wharf.shell.text.Style;
import dev.wharf.shell.text.Table;
import java.util.Arrays;
import java.util.List;

/** What the sandbox needs. */
public record DoctorDocument(boolean ok, List<Need> checks) implements Document {

    public record Need(String name, boolean ok, String found, String next) {}

    public static DoctorDocument of(List<DoctorCheck> checks) {
        return new DoctorDocument(
                checks.stream().allMatch(DoctorCheck::ok),
                checks.stream().map(c -> new Need(c.name(), c.ok(), c.found(), c.next())).toList());
    }

    @Override
    public int exitCode() {
        return ok ? 0 : 5;
    }

    @Override
    public void print(Page page) {
        Table table = new Table("!need", "!", "~found");
        checks.forEach(c -> table.row(
                c.ok() ? c.next().isEmpty() ? Style.PLAIN : Style.CHANGED : Style.BAD,
                Arrays.asList(c.name(), word(c), c.found())));
        page.table(table);
        Table remedies = new Table("!for", "~what to do");
        checks.stream().filter(c -> !c.next().isEmpty()).forEach(c -> remedies.row(c.name(), c.next()));
        if (!remedies.isEmpty()) {
            page.blank();
            page.table(remedies);
        }
    }

    /** What is good enough and could be better is a warning. */
    private static String word(Need need) {
        return need.ok() ? need.next().isEmpty() ? "ok" : "warning" : "missing";
    }
}
