package dev.wharf.database;

import java.util.List;

/** A key as the source's own dialect writes it, one part a column; only the dialect that made it looks inside. */
public record KeyBound(List<String> parts) {

    public KeyBound {
        parts = List.copyOf(parts);
    }
}
