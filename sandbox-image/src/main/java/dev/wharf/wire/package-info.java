/**
 * What crosses the wall between the engine and a container, on both its sides: frames, row tuples, value types. It
 * depends on java.base alone; whoever reads from a container treats every byte as hostile.
 */
@NullMarked
package dev.wharf.wire;

import org.jspecify.annotations.NullMarked;
