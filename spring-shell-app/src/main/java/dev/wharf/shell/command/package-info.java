/**
 * The commands, one class each: what they take, the call into the engine, the document that answers.
 */
@NullMarked
package dev.wharf.shell.command;

import org.jspecify.annotations.NullMarked;
