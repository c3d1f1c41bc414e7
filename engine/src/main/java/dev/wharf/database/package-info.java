/**
 * The port to a database product: survey, ordered reading, batch writing, values. What is particular to a product lies in its own package below.
 */
@NullMarked
package dev.wharf.database;

import org.jspecify.annotations.NullMarked;
