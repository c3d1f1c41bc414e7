/**
 * The workspace: the folder with wharf.yaml, its connections, limits and plans. Secrets are resolved here and go no further
 * than a connection.
 */
@NullMarked
package dev.wharf.workspace;

import org.jspecify.annotations.NullMarked;
