/**
 * What the approved plans of a workspace teach: those that are like a request, as examples without the values of rows, and
 * what people decided before. Everything is looked up locally, in the plans' folders.
 */
@NullMarked
package dev.wharf.author.recall;

import org.jspecify.annotations.NullMarked;
