/**
 * What a plan would do with the first rows of each step, against what the target holds now. It may use the sandbox, the
 * transformation and both databases for reading; it writes nothing and needs no audit tables.
 */
@NullMarked
package dev.wharf.preview;

import org.jspecify.annotations.NullMarked;
