/**
 * Who approved which bytes of a plan for which two databases, and whether that still counts. It may use the checks, the audit
 * tables and the database port; only {@code approve} writes.
 */
@NullMarked
package dev.wharf.approval;

import org.jspecify.annotations.NullMarked;
