/**
 * Binds one step of a plan to its two databases and carries rows through it: source chunk, virtual columns, what crosses the
 * wall, and the target rows in their columns' own layout. It knows no run, no batch transaction and no approval.
 */
@NullMarked
package dev.wharf.transform;

import org.jspecify.annotations.NullMarked;
