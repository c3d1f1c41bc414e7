/**
 * The command line: it parses, calls the engine and renders, one-shot and interactive over the same command beans. Nothing
 * that decides about data lies here.
 */
@NullMarked
package dev.wharf.shell;

import org.jspecify.annotations.NullMarked;
