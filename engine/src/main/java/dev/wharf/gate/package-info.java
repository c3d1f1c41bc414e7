/**
 * The checks that every plan passes before it may run: SQL guard, source policy, compilation, bytecode policy. All of them fail closed.
 */
@NullMarked
package dev.wharf.gate;

import org.jspecify.annotations.NullMarked;
