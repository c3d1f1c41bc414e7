/** What tests of several packages share: real servers and files. */
@NullMarked
package dev.wharf.testing;

import org.jspecify.annotations.NullMarked;
