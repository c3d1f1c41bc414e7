/**
 * Command lines: what a command takes, how a line is read, the circumstances of a call, help and completion made from the
 * same definitions. It knows no single command.
 */
@NullMarked
package dev.wharf.shell.line;

import org.jspecify.annotations.NullMarked;
