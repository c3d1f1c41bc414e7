/**
 * What a migration class sees: one source row in, any number of target rows out. It depends on java.base alone and holds
 * no connection, no file and no clock, so that a class written against it is a pure function of its row.
 */
@NullMarked
package dev.wharf.migration;

import org.jspecify.annotations.NullMarked;
