/**
 * The one family of exceptions that crosses packages: a stable code, a kind that decides the exit code, the next step. It uses nothing.
 */
@NullMarked
package dev.wharf.failure;

import org.jspecify.annotations.NullMarked;
