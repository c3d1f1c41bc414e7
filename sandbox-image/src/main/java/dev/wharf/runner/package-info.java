/**
 * The main program of the runner container: takes one migration class and rows, gives back what the class makes of them.
 * It may use java.base, the migration API and the wire, and nothing else is in its image.
 */
@NullMarked
package dev.wharf.runner;

import org.jspecify.annotations.NullMarked;
