/**
 * Generated sources and SQL texts against every gate, with judges that share nothing with the gates: another reading of the
 * class file, a server that was told to allow everything. One seed is one case.
 */
@NullMarked
package dev.wharf.gate.fuzz;

import org.jspecify.annotations.NullMarked;
