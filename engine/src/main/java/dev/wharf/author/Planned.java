package dev.wharf.author;

import dev.wharf.author.subset.Subset;
import dev.wharf.plan.LoadedPlan;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan that stands in its folder.
 *
 * @param path the folder
 * @param notes for the user, of the author and of what was done with the files
 * @param subset what comes along with the picked rows; null where no subset was asked for, or a person wrote the plan
 */
public record Planned(LoadedPlan plan, Path path, List<String> notes, @Nullable Subset subset) {

    public Planned {
        notes = List.copyOf(notes);
    }
}
