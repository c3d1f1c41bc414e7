/**
 * The model of a schema: tables, columns, keys, order of dependency, fingerprints. It knows no database product and no connection.
 */
@NullMarked
package dev.wharf.catalog;

import org.jspecify.annotations.NullMarked;
