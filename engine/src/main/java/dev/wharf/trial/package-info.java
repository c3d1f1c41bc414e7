/**
 * Classes tried over rows that are made up and rows of the source, in several JVMs of different surroundings, and what they
 * make compared byte by byte. It may use the sandbox, the database port and the row loop.
 */
@NullMarked
package dev.wharf.trial;

import org.jspecify.annotations.NullMarked;
