package dev.wharf.workspace;

import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Everything that is wrong with one file, so that a person mends it in one go. */
final class Problems {

    private record Problem(YamlTree.Place place, String text) {}

    private final String file;
    private final List<Problem> found = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    void add(YamlTree.Place place, String text) {
        found.add(new Problem(place, text));
    }

    /** @throws WharfException of kind USAGE that names each problem with its file, line and column, one a line */
    void refuseIfAny() {
        if (found.isEmpty()) {
            return;
        }
        found.sort(Comparator.comparingInt((Problem p) -> p.place().line()).thenComparingInt(p -> p.place().column()));
        String message = String.join("\n", found.stream().map(this::line).toList());
        throw new WharfException(
                Kind.USAGE,
                "workspace-invalid",
                message,
                "Mend " + (found.size() == 1 ? "this line" : "these " + found.size() + " places")
                        + "; every key and its default stands in docs/workspace.md.");
    }

    private String line(Problem problem) {
        return file + ":" + problem.place().line() + ":" + problem.place().column() + ": " + problem.text();
    }
}
