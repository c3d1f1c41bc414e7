package dev.wharf.shell.json;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.wharf.shell.text.Page;
import dev.wharf.shell.text.Style;
import java.util.List;

/**
 * What the commands are, or what one of them takes.
 *
 * @param detailed whether one command was asked for
 */
public record HelpDocument(
        String usage, List<Entry> commands, List<Item> globalOptions, @JsonIgnore boolean detailed) implements Document {

    public record Entry(
            String name,
            String group,
            String description,
            String details,
            List<Item> arguments,
            List<Item> options,
            List<String> examples) {}

    /** An option or argument as it is written, and what it means. */
    public record Item(String name, String description) {}

    @Override
    public void print(Page page) {
        if (detailed) {
            one(page, commands.getFirst());
        } else {
            all(page);
        }
    }

    private void all(Page page) {
        page.line("usage: " + usage);
        int width = commands.stream().mapToInt(c -> c.name().length()).max().orElse(0) + 2;
        String group = "";
        for (Entry entry : commands) {
            if (!entry.group().equals(group)) {
                group = entry.group();
                page.blank();
                page.heading(group);
            }
            page.indented(padded(entry.name(), width) + entry.description());
        }
        page.blank();
        items(page, "Anywhere on the line", globalOptions);
        page.blank();
        page.line("`wharf help COMMAND` shows one command with examples. `wharf` alone is the interactive shell.");
    }

    private void one(Page page, Entry entry) {
        page.line("usage: " + usage);
        page.blank();
        page.line(entry.description());
        if (!entry.details().isBlank()) {
            page.line(entry.details().strip());
        }
        items(page, "\nArguments", entry.arguments());
        items(page, "\nOptions", entry.options());
        page.blank();
        page.heading(entry.examples().size() == 1 ? "Example" : "Examples");
        entry.examples().forEach(example -> page.indented("wharf " + example));
    }

    private static void items(Page page, String heading, List<Item> items) {
        if (items.isEmpty()) {
            return;
        }
        if (heading.startsWith("\n")) {
            page.blank();
        }
        page.line(Style.STRONG, heading.strip());
        int width = items.stream().mapToInt(i -> i.name().length()).max().orElse(0) + 2;
        items.forEach(item -> page.indented(padded(item.name(), width) + item.description()));
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }
}
