/**
 * SQLite behind the port {@link dev.wharf.database.Database}. Nothing of it is known outside.
 */
@NullMarked
package dev.wharf.database.sqlite;

import org.jspecify.annotations.NullMarked;
