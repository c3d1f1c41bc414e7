/**
 * Moves the same rows by Wharf, by a pipe of the databases' own programs, and by other movers, in the same rounds. Wharf is
 * run by bin/wharf as users run it; nothing of the engine is called.
 */
@NullMarked
package dev.wharf.benchmark.copy;

import org.jspecify.annotations.NullMarked;
