/**
 * What a plan does, told to people who read neither SQL nor Java, from the plan's own bytes: no database is asked and no
 * model. It uses {@code dev.wharf.plan} alone.
 */
@NullMarked
package dev.wharf.explain;

import org.jspecify.annotations.NullMarked;
