package dev.wharf.catalog;

/** A check constraint, with its expression as the database prints it. */
public record Check(String name, String expression) {}
