package dev.wharf.benchmark.copy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to measure.
 *
 * @param cases names of routes, {@code commands}, {@code large}
 * @param peers whether other movers run too
 * @param only names of contenders, beside the reference; empty for all
 * @param svg where a picture of the rates goes, null for none
 */
record CopyOptions(List<String> cases, long rows, int rounds, boolean peers, List<String> only, @Nullable Path svg) {

    static final String COMMANDS = "commands";
    static final String LARGE = "large";

    private static final long DEFAULT_ROWS = 2_000_000;
    private static final int DEFAULT_ROUNDS = 3;

    /** @throws IllegalArgumentException with what is wrong in it */
    static CopyOptions parse(List<String> words) {
        List<String> cases = new ArrayList<>();
        List<String> only = new ArrayList<>();
        long rows = DEFAULT_ROWS;
        int rounds = DEFAULT_ROUNDS;
        boolean peers = true;
        Path svg = null;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("--no-peers")) {
                peers = false;
                continue;
            }
            if (i + 1 == words.size()) {
                throw new IllegalArgumentException(word + " is no option, or its value is missing");
            }
            String value = words.get(++i);
            switch (word) {
                case "--rows" -> rows = positive(word, value);
                case "--rounds" -> rounds = (int) positive(word, value);
                case "--case" -> cases.addAll(List.of(value.split(",")));
                case "--only" -> only.addAll(List.of(value.split(",")));
                case "--svg" -> svg = Path.of(value).toAbsolutePath();
                default -> throw new IllegalArgumentException(word + " is no option");
            }
        }
        for (String name : cases) {
            if (!allCases().contains(name)) {
                throw new IllegalArgumentException(name + " is no case; there are " + String.join(", ", allCases()));
            }
        }
        if (cases.isEmpty()) {
            cases.addAll(Route.words());
            cases.add(COMMANDS);
        }
        return new CopyOptions(List.copyOf(cases), rows, rounds, peers, List.copyOf(only), svg);
    }

    /** The names of all cases. */
    static List<String> allCases() {
        List<String> all = new ArrayList<>(Route.words());
        all.addAll(List.of(COMMANDS, LARGE));
        return all;
    }

    private static long positive(String word, String value) {
        try {
            long number = Long.parseLong(value.replace("_", ""));
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(word + " takes a positive number, and was given " + value);
    }

    boolean wants(String contender) {
        return only.isEmpty() || only.stream().anyMatch(contender::contains);
    }
}
