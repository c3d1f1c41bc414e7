package dev.wharf.database;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A connection of the workspace, with its secrets resolved. It prints without its password.
 *
 * @param url a JDBC URL without credentials; a relative SQLite path counts from {@code workspace}
 */
public record ConnectionSpec(
        String name, String url, @Nullable String user, @Nullable String password, boolean allowSuperuser, Path workspace) {

    @Override
    public String toString() {
        return name + " (" + url + ")";
    }
}
