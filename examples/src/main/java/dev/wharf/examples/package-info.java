/**
 * The examples' databases: every row is made here, the same in every run. Each example says its tables once and for both
 * products.
 */
@NullMarked
package dev.wharf.examples;

import org.jspecify.annotations.NullMarked;
