/**
 * What stands between a plan and its run: every gate in order, the facts of both schemas, approval. It may use the gates, the
 * sandbox, the database port and the audit tables.
 */
@NullMarked
package dev.wharf.check;

import org.jspecify.annotations.NullMarked;
