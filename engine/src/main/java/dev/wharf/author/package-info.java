/**
 * The port to whoever writes plans: the template author here, a model beside it.
 */
@NullMarked
package dev.wharf.author;

import org.jspecify.annotations.NullMarked;
