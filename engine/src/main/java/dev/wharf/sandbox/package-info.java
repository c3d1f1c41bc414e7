/**
 * The port to the containers that compile and run migration classes. It may use the wire; Docker lies in its own package below.
 */
@NullMarked
package dev.wharf.sandbox;

import org.jspecify.annotations.NullMarked;
