/**
 * Tells an owner of data what a run did, as Markdown or as one HTML page. It may use the audit tables' reading side and the
 * plan's model; it writes to no database.
 */
@NullMarked
package dev.wharf.report;

import org.jspecify.annotations.NullMarked;
