package dev.wharf.author.model;

import dev.wharf.author.DatabaseEvidence;
import dev.wharf.author.Evidence;
import dev.wharf.catalog.Table;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values of the columns under {@code model.share}, which models may see. */
final class SharedValues {

    private static final int MAX = 100;
    private static final int MAX_LENGTH = 60;

    private SharedValues() {}

    /** @return by {@code table.column} */
    static Map<String, List<String>> of(List<String> share, Sides sides) {
        Map<String, List<String>> shared = new LinkedHashMap<>();
        if (share.isEmpty()) {
            return shared;
        }
        try (DatabaseEvidence evidence = new DatabaseEvidence(sides.source(), sides.target())) {
            for (String name : share) {
                int dot = name.lastIndexOf('.');
                Table ofSource = sides.schemas().source().table(name.substring(0, dot)).orElse(null);
                Table ofTarget = sides.schemas().target().table(name.substring(0, dot)).orElse(null);
                String column = name.substring(dot + 1);
                if (ofSource != null && ofSource.column(column).isPresent()) {
                    shared.put(name, texts(evidence.sourceValues(ofSource, column, null)));
                } else if (ofTarget != null && ofTarget.column(column).isPresent()) {
                    shared.put(name, texts(evidence.targetValues(ofTarget, column)));
                } else {
                    throw new WharfException(Kind.USAGE, "share-unknown", "model.share names " + name + ", which neither side has.",
                            "Correct it in wharf.yaml, or take it out.");
                }
            }
        }
        return shared;
    }

    private static List<String> texts(Evidence.Values values) {
        return values.texts().stream().filter(text -> text.length() <= MAX_LENGTH).sorted().limit(MAX).toList();
    }
}
