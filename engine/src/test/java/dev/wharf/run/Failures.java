package dev.wharf.run;

import dev.wharf.failure.WharfException;
import java.nio.file.Path;
import java.util.Locale;

/** Failures as golden files have them: kind, code and exit code, then value and rule, then the next step. */
final class Failures {

    private Failures() {}

    /** The text, with what differs from run to run replaced by a word for it. */
    static String text(WharfException e, Path folder) {
        return plain(
                e.kind().name().toLowerCase(Locale.ROOT) + " " + e.code() + " (exit " + e.kind().exitCode() + ")\n" + e.text() + "\n"
                        + e.next() + "\n",
                folder);
    }

    static String plain(String text, Path folder) {
        return text.replace(folder.toAbsolutePath().toString(), "FOLDER")
                .replaceAll("sha256:[0-9a-f]{64}", "HASH")
                .replaceAll("databaseId=[0-9a-f-]+", "databaseId=ID")
                .replaceAll("localhost:\\d{4,}", "localhost:PORT")
                .replaceAll("test_\\d+", "DATABASE")
                .replaceAll("\\d{8}-\\d{6}-\\w+-people", "RUN")
                .replaceAll("\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z", "TIME");
    }
}
