/**
 * PostgreSQL 14 and later behind the port {@link dev.wharf.database.Database}. Nothing of it is known outside.
 */
@NullMarked
package dev.wharf.database.postgresql;

import org.jspecify.annotations.NullMarked;
