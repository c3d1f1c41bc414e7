package dev.wharf.shell.json;

import dev.wharf.shell.text.Page;

/** What a command answers with. Its record components are the keys of its JSON. */
public interface Document {

    /** The same for people. Values that came from databases or files are escaped by the page. */
    void print(Page page);

    /** The exit code that it stands for. */
    default int exitCode() {
        return 0;
    }
}
