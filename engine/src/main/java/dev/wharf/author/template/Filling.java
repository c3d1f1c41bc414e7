package dev.wharf.author.template;

import java.util.List;
import java.util.Set;

/** How a target column gets its value. */
sealed interface Filling {

    /** The extract's columns that the value is made from. */
    List<String> from();

    /** For people: what the value is. */
    String rule();

    /**
     * Copied without a look.
     *
     * @param column the column of the source row, which may be one that the engine adds
     */
    record Copied(String column, List<String> from, String rule) implements Filling {
        public Copied {
            from = List.copyOf(from);
        }

        static Copied of(String column, String rule) {
            return new Copied(column, List.of(column), rule);
        }
    }

    /**
     * Set to what an expression gives.
     *
     * @param before statements that come first, which may reject the row and return
     * @param imports qualified names that the code uses
     */
    record Computed(String expression, List<String> before, Set<String> imports, List<String> from, String rule)
            implements Filling {
        public Computed {
            before = List.copyOf(before);
            imports = Set.copyOf(imports);
            from = List.copyOf(from);
        }

        static Computed of(String expression, String column, String rule, String... imports) {
            return new Computed(expression, List.of(), Set.of(imports), List.of(column), rule);
        }
    }

    /** Filled by the engine in the closing pass. */
    record Later(List<String> from, String rule) implements Filling {
        public Later {
            from = List.copyOf(from);
        }
    }

    /** Not set: the database's default, or NULL. */
    record Untouched(String rule) implements Filling {
        @Override
        public List<String> from() {
            return List.of();
        }
    }

    /** Nobody decided yet, or somebody decided so: the column is not set, and every row is rejected with this reason. */
    record Refused(String rule) implements Filling {
        @Override
        public List<String> from() {
            return List.of();
        }
    }
}
