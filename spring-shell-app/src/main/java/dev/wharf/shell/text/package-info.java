/**
 * Text for terminals: tables, widths, colours, the escaping of data, progress. It knows no command and no document.
 */
@NullMarked
package dev.wharf.shell.text;

import org.jspecify.annotations.NullMarked;
