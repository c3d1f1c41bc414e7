/**
 * Runs: the coordinator that owns a run's state, its steps and batches, the lease and epoch that fence it, resume, rehearsal
 * and rollback. The row loop below it lies in transform and knows no orchestration.
 */
@NullMarked
package dev.wharf.run;

import org.jspecify.annotations.NullMarked;
