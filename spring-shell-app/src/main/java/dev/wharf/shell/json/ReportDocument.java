package dev.wharf.shell.json;

import dev.wharf.shell.text.Page;

/** A report that was written. */
public record ReportDocument(String run, String path) implements Document {

    @Override
    public void print(Page page) {
        page.line("Wrote " + path + ".");
    }
}
