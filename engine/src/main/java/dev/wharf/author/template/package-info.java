/**
 * The author that needs no model: it matches tables and columns by their names, types and keys and by what the data holds,
 * and asks where that does not decide. It may use the author port, plans and the catalog.
 */
@NullMarked
package dev.wharf.author.template;

import org.jspecify.annotations.NullMarked;
