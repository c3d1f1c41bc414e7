package dev.wharf.database;

/** The role of a session: its name ("" where the product has none), whether it is a superuser and whether it may write. */
public record SessionRole(String user, boolean superuser, boolean mayWrite) {}
