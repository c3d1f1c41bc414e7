package dev.wharf.shell.command;

/** Who may write a plan. */
public enum AuthorName {
    /** Built in; needs no model. */
    TEMPLATE,
    MODEL
}
