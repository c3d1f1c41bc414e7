package dev.wharf.verify;

/**
 * One thing that was verified.
 *
 * @param name counts, rows, checksum, source, reference or distribution, with what it is about
 * @param expected by the audit tables
 * @param actual as found
 */
public record VerifyCheck(String name, String step, String expected, String actual, boolean ok) {}
