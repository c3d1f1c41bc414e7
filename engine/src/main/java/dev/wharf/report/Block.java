package dev.wharf.report;

import java.util.List;

/** A piece of a report, free of any markup: whoever writes it out escapes what it holds. */
sealed interface Block {

    /** @param level 1 for the report's title */
    record Heading(int level, String text) implements Block {}

    record Paragraph(String text) implements Block {}

    /** Every row has as many cells as there are columns. */
    record Grid(List<String> columns, List<List<String>> rows) implements Block {

        public Grid {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /** Text to be taken as it stands, such as a command. */
    record Literal(String text) implements Block {}
}
