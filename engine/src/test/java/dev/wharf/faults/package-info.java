/** Lets runs fail at every point at which they touch the outside, and shows that the end is the same. */
@NullMarked
package dev.wharf.faults;

import org.jspecify.annotations.NullMarked;
