package dev.wharf.shell;

import org.springframework.core.env.AbstractEnvironment;

/**
 * An environment without system properties and environment variables: a SPRING_… variable that was set for another
 * program must not change what a migration does.
 */
final class SealedEnvironment extends AbstractEnvironment {}
