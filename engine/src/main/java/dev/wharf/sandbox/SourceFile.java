package dev.wharf.sandbox;

/** One Java source, with its file's name such as {@code TechnicianRoles.java}. */
public record SourceFile(String name, String text) {}
