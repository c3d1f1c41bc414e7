package dev.wharf.report;

import dev.wharf.audit.RunId;
import dev.wharf.audit.Sql;
import dev.wharf.database.Database;
import dev.wharf.database.TargetSession;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.verify.VerifyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes the report of a run. */
public final class Reporter {

    private final Database target;

    public Reporter(Database target) {
        this.target = target;
    }

    /**
     * As Markdown.
     *
     * @param verification what a verification found just now; null tells the last one by its event alone
     */
    public String markdown(RunId run, @Nullable VerifyReport verification) {
        return MarkdownWriter.write(blocks(run, verification));
    }

    /** As one HTML page. */
    public String html(RunId run, @Nullable VerifyReport verification) {
        return HtmlWriter.write("Run " + run, blocks(run, verification));
    }

    /**
     * Writes the report to a file, as HTML where its name ends in .html or .htm, else as Markdown.
     *
     * @return the file, absolute
     */
    public Path write(RunId run, @Nullable VerifyReport verification, Path file) {
        Path path = file.toAbsolutePath().normalize();
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        String text = name.endsWith(".html") || name.endsWith(".htm") ? html(run, verification) : markdown(run, verification);
        try {
            if (path.getParent() != null) {
                Files.createDirectories(path.getParent());
            }
            return Files.writeString(path, text);
        } catch (IOException e) {
            throw new WharfException(
                    Kind.ENVIRONMENT, "report-file", "The report cannot be written to " + path + ".", "Name another file by --output.", e);
        }
    }

    private List<Block> blocks(RunId run, @Nullable VerifyReport verification) {
        try (TargetSession session = target.openTarget()) {
            RunRecord record = RunRecord.read(new Sql(session.connection(), target.dialect()), run);
            return new ReportText(record, verification).blocks();
        }
    }
}
