/**
 * The sandbox in Docker containers: images loaded and checked, containers started behind the wall's limits, attached,
 * watched and removed. Docker's client library is used here and nowhere else.
 */
@NullMarked
package dev.wharf.sandbox.docker;

import org.jspecify.annotations.NullMarked;
