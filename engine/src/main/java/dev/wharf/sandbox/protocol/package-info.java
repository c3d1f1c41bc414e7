/**
 * The engine's end of the wall: sends code and rows into a container and believes nothing that comes back. It may use the
 * wire and the port above it, and knows neither Docker nor processes: what carries the bytes is a {@link Channel}.
 */
@NullMarked
package dev.wharf.sandbox.protocol;

import org.jspecify.annotations.NullMarked;
