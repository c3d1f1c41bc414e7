/**
 * Holds the target and the source against what a run recorded. It may use the audit tables, the database port and what the
 * run's hashes are made by; it changes no row, and its memory does not grow with the run.
 */
@NullMarked
package dev.wharf.verify;

import org.jspecify.annotations.NullMarked;
