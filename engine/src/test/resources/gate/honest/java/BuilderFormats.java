import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;

public class BuilderFormats implements RowMigration {
    private static final DateTimeFormatter LENIENT = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("uuuu-MM-dd")
            .optionalStart()
            .appendLiteral(' ')
            .appendValue(ChronoField.HOUR_OF_DAY, 1, 2, SignStyle.NOT_NEGATIVE)
            .appendPattern(":mm[:ss]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalEnd()
            .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
            .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
            .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
            .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter COMPACT = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String text = source.text("changed");
        LocalDateTime changed = text == null ? null : LocalDateTime.parse(text, text.length() == 14 ? COMPACT : LENIENT);
        target.insert("changes").copy("id", "id")
                .set("changed_at", changed)
                .set("nanos", changed == null ? 0 : changed.getNano())
                .set("label", changed == null ? "" : changed.format(DateTimeFormatter.ofPattern("EEE, d MMM uuuu", Locale.ENGLISH)));
    }
}
