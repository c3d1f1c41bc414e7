/**
 * Subsets: the rows that a condition picks, what they refer to and, on demand, what depends on them, each table's rows as one
 * SQL condition. It knows schemas and counts alone, reads no data itself, and the same schema and counts give the same texts.
 */
@NullMarked
package dev.wharf.author.subset;

import org.jspecify.annotations.NullMarked;
