package dev.wharf.shell.json;

import dev.wharf.shell.text.Page;

/** The SQL of the audit tables and of the grants. */
public record DdlDocument(String connection, String dialect, String sql) implements Document {

    @Override
    public void print(Page page) {
        page.line(sql);
    }
}
