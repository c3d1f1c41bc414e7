/**
 * The audit tables, the read and the write side of each in one place. It may use the database port and the catalog's names;
 * everything it runs is bound, and the target's own clock gives every time.
 */
@NullMarked
package dev.wharf.audit;

import org.jspecify.annotations.NullMarked;
