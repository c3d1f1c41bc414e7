package dev.wharf.author;

import dev.wharf.plan.LoadedPlan;
import java.nio.file.Path;
import java.util.List;

/**
 * A plan that stands in its folder.
 *
 * @param path the folder
 * @param notes for the user, of the author and of what was done with the files
 */
public record Planned(LoadedPlan plan, Path path, List<String> notes) {

    public Planned {
        notes = List.copyOf(notes);
    }
}
