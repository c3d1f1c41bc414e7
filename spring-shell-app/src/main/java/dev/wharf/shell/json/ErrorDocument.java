package dev.wharf.shell.json;

import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.shell.text.Page;
import java.util.Locale;

/** What a command answers with that could not do its work. */
public record ErrorDocument(Error error) implements Document {

    /**
     * @param code stable, lower case with dashes
     * @param kind data, usage, refused, environment, defect or interrupted
     * @param message the value and the rule that it broke
     * @param next what to do about it
     */
    public record Error(String code, String kind, String message, String next) {}

    public static ErrorDocument of(WharfException failure) {
        return new ErrorDocument(new Error(
                failure.code(), failure.kind().name().toLowerCase(Locale.ROOT), failure.text(), failure.next()));
    }

    @Override
    public int exitCode() {
        return Kind.valueOf(error.kind().toUpperCase(Locale.ROOT)).exitCode();
    }

    @Override
    public void print(Page page) {
        page.line("wharf: " + error.message());
        if (!error.next().isEmpty()) {
            page.indented(error.next());
        }
    }
}
