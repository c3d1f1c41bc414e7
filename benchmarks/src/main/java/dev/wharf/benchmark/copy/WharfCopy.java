package dev.wharf.benchmark.copy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Wharf by bin/wharf: a workspace and a plan for each route; {@code approve} before, {@code apply} timed. */
final class WharfCopy {

    static final String RUN = "bench";

    /** What the class looks at. */
    enum Sees {
        TWO_COLUMNS("wharf, 2 of 16 columns"),
        ALL_COLUMNS("wharf, all 16 columns");

        private final String title;

        Sees(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    private WharfCopy() {}

    static Contender of(Route route, Place place, Sees sees) {
        Path workspace = workspace(route, place, sees);
        return new Contender(
                sees.title(),
                Contender.Table.THERE,
                () -> run(place, workspace, "approve", "approve", "lineitem", "--yes", "--by", "benchmark").orFail("wharf approve"),
                command(place, workspace, "apply", "lineitem", "--run-id", RUN, "--format", "json"),
                Map.of(),
                Lineitem.TABLE,
                Contender.Content.TWO_COLUMNS_CHANGED);
    }

    static Path workspace(Route route, Place place, Sees sees) {
        Path workspace = place.folder().resolve("wharf-" + route.word() + "-" + sees.name().toLowerCase(Locale.ROOT));
        Path plan = workspace.resolve("plans/lineitem");
        try {
            Postgres.delete(workspace);
            Files.createDirectories(plan);
            String source = route.fromPostgres()
                    ? "\"" + place.source().jdbc(Place.SOURCE) + "\", user: " + Postgres.READER
                    : "\"jdbc:sqlite:" + place.sqliteSource() + "\"";
            String target = route.intoPostgres()
                    ? "\"" + place.target().jdbc(Place.TARGET) + "\", user: " + Postgres.WRITER
                    : "\"jdbc:sqlite:" + place.sqliteTarget() + "\"";
            Files.writeString(workspace.resolve("wharf.yaml"), "connections:\n  old: { url: " + source + " }\n  new: { url: " + target + " }\n");
            Files.writeString(plan.resolve("plan.yaml"), """
                    wharf: 1
                    name: lineitem
                    request: Copy lineitem
                    source: old
                    target: new
                    steps:
                      - name: lineitem
                        entity: lineitem
                        extract: lineitem.sql
                        key: [l_id]
                        transform: Lineitem.java
                        writes:
                          - { table: lineitem, key: [l_id], mode: insert }
                    decisions: []
                    """);
            Files.writeString(plan.resolve("lineitem.sql"), "SELECT "
                    + String.join(", ", Lineitem.COLUMNS.stream().map(Lineitem.Column::name).toList()) + "\nFROM " + Lineitem.TABLE + "\n");
            Files.writeString(plan.resolve("Lineitem.java"), migration(sees));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return workspace;
    }

    private static String migration(Sees sees) {
        StringBuilder calls = new StringBuilder();
        for (Lineitem.Column column : Lineitem.COLUMNS) {
            String name = "\"" + column.name() + "\"";
            String read = "source." + column.accessor() + "(" + name + ")";
            String call = switch (column.name()) {
                case "l_tax" -> ".set(" + name + ", " + read + ".add(BigDecimal.ONE))";
                case "l_shipmode" -> ".set(" + name + ", " + read + ".toLowerCase(Locale.ROOT))";
                default -> sees == Sees.ALL_COLUMNS ? ".set(" + name + ", " + read + ")" : ".copy(" + name + ", " + name + ")";
            };
            calls.append("\n                ").append(call);
        }
        return """
                import dev.wharf.migration.RowMigration;
                import dev.wharf.migration.SourceRow;
                import dev.wharf.migration.TargetRows;
                import java.math.BigDecimal;
                import java.util.Locale;

                public class Lineitem implements RowMigration {

                    @Override
                    public void migrate(SourceRow source, TargetRows target) {
                        target.insert("lineitem")%s;
                    }
                }
                """.formatted(calls);
    }

    static List<String> command(Place place, Path workspace, String... words) {
        List<String> command = new ArrayList<>(List.of(place.root().resolve("bin/wharf").toString(), "--workspace", workspace.toString(), "--quiet"));
        command.addAll(List.of(words));
        return command;
    }

    static Tool.Ended run(Place place, Path workspace, String log, String... words) {
        return Tool.run(place.log("wharf-" + log), workspace, Map.of(), command(place, workspace, words));
    }
}
