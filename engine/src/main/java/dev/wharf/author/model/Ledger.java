package dev.wharf.author.model;

import dev.wharf.plan.PlanHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What models were shown for a plan and what they answered, byte for byte, in history/model/: {@code 003-plan-request.json}
 * as it was sent, {@code 003-plan-reply.txt} as it came. Files are only added.
 */
final class Ledger {

    /** The form of a prompt that a person carries. */
    static final String PROMPT_FILE = "prompt.md";

    private static final Pattern NUMBERED = Pattern.compile("(\\d{3,})-.*");

    private final PlanHistory history;

    Ledger(PlanHistory history) {
        this.history = history;
    }

    /** The number of the next prompt. */
    int next() {
        Path folder = history.directory().resolve(PlanHistory.MODEL);
        if (!Files.isDirectory(folder)) {
            return 1;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return 1 + files.map(file -> NUMBERED.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .mapToInt(match -> Integer.parseInt(match.group(1)))
                    .max()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** About how many tokens a prompt in files had; 0 where it is not kept. */
    long tokens(int number, Prompt.Pass pass) {
        return history.kept(name(number, pass, PROMPT_FILE)).map(Usage::estimate).orElse(0L);
    }

    private static String name(int number, Prompt.Pass pass, String form) {
        return PlanHistory.MODEL + "/%03d-%s-%s".formatted(number, pass.word(), form);
    }

    /** @param form such as {@code request.json} */
    Path keep(int number, Prompt.Pass pass, String form, byte[] bytes) {
        return history.keep(name(number, pass, form), bytes);
    }
}
