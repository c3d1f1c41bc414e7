package dev.wharf.shell.command;

/** Who may write a plan. */
public enum AuthorName {
    /** Built in; needs no model. */
    TEMPLATE,
    /** A model behind a server. */
    MODEL,
    /** A model that a person carries prompts to. */
    PASTE,
    /** A model behind a server; what the built-in author would have done otherwise is told. */
    BOTH;

    String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
