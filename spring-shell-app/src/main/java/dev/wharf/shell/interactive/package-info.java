/**
 * The interactive shell: line editing, history and completion over the same commands.
 */
@NullMarked
package dev.wharf.shell.interactive;

import org.jspecify.annotations.NullMarked;
