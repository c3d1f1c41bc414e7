/**
 * The documents that commands answer with: their JSON, whose keys are stable, and the same for people. The schemas are
 * published in docs/schemas.
 */
@NullMarked
package dev.wharf.shell.json;

import org.jspecify.annotations.NullMarked;
