/** Programs that measure the engine against a named reference in the same run. They use the engine's public parts only. */
@NullMarked
package dev.wharf.benchmark;

import org.jspecify.annotations.NullMarked;
