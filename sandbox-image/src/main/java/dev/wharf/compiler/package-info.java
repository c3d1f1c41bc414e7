/**
 * The main program of the compiler container: takes sources, gives back class files or what is wrong with them. It may use
 * the Java compiler, the classes of the migration API and the wire.
 */
@NullMarked
package dev.wharf.compiler;

import org.jspecify.annotations.NullMarked;
