package dev.wharf.shell.json;

import dev.wharf.shell.text.Page;

/** Which program this is. */
public record VersionDocument(String version, String java) implements Document {

    @Override
    public void print(Page page) {
        page.line("wharf " + version + " (Java " + java + ")");
    }
}
