/** Whether encoders that are generated for a row's shape pay. */
@NullMarked
package dev.wharf.benchmark.codec;

import org.jspecify.annotations.NullMarked;
