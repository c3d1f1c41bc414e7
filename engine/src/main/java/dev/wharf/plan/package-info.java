/**
 * Plans: their files, hash, approval, staleness, decisions. It may use the catalog's model and no database.
 */
@NullMarked
package dev.wharf.plan;

import org.jspecify.annotations.NullMarked;
