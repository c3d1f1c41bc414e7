/**
 * The build of the two images, without Docker and without a registry: jlink, the C library's files, our classes, an AOT
 * cache, written as docker-archives with a record of their ids. It runs in the Maven build only and never enters an image.
 */
@NullMarked
package dev.wharf.image;

import org.jspecify.annotations.NullMarked;
