package dev.wharf.benchmark.copy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether time and memory grow with the rows: one and ten million from PostgreSQL into PostgreSQL, and the audit after it. */
final class LargeRuns {

    private static final long MILLION = 1_000_000;
    private static final List<Long> SIZES = List.of(MILLION, 10 * MILLION);

    private final Path root;
    private final Path folder;
    private final int rounds;
    private final Map<String, Object> document = new LinkedHashMap<>();

    LargeRuns(Path root, Path folder, int rounds) {
        this.root = root;
        this.folder = folder;
        this.rounds = rounds;
    }

    /** @return the table */
    String measure() throws IOException, SQLException {
        StringBuilder text = new StringBuilder("%nLarge runs, PostgreSQL → PostgreSQL, 2 of 16 columns%n".formatted());
        double first = 0;
        for (long rows : SIZES) {
            try (Place place = new Place(root, folder, rows)) {
                Machine.describe(place, document);
                place.makePostgresSource();
                Contender wharf = WharfCopy.of(Route.PG_PG, place, WharfCopy.Sees.TWO_COLUMNS);
                place.freshTarget(Route.PG_PG, Contender.Table.THERE);
                wharf.prepare().run();
                place.target().settle();
                try (Meter meter = new Meter(place.source().pid(), place.target().pid())) {
                    double seconds = Tool.run(place.log("large"), place.folder(), Map.of(), wharf.command()).orFail("wharf apply").seconds();
                    Use use = meter.use();
                    first = first == 0 ? seconds : first;
                    text.append("  %,12d rows: %.1f s, %.1f times the first; peak MiB: engine %.0f, container %.0f, servers %.0f%n".formatted(
                            rows, seconds, seconds / first, use.clientMiB(), use.containerMiB(), use.serverMiB()));
                    document.put(rows + " rows", Map.of(
                            "seconds", Spread.round(seconds),
                            "toFirst", Spread.round(seconds / first),
                            "engineMiB", Spread.round(use.clientMiB()),
                            "containerMiB", Spread.round(use.containerMiB()),
                            "serversMiB", Spread.round(use.serverMiB())));
                }
                if (rows == SIZES.getLast()) {
                    text.append(audit(place));
                }
            }
        }
        return text.toString();
    }

    private String audit(Place place) {
        Path workspace = place.folder().resolve("wharf-pg-pg-two_columns");
        List<Double> seconds = new ArrayList<>();
        for (int round = 1; round <= Math.max(3, rounds); round++) {
            Tool.Ended ended = WharfCopy.run(place, workspace, "audit", "audit", "mappings", WharfCopy.RUN, "--key",
                    Long.toString(round * place.rows() / 4 % place.rows() + 1), "--format", "json");
            seconds.add(ended.orFail("wharf audit mappings").seconds());
        }
        document.put("audit mappings --key", Spread.of(seconds).json());
        return "  audit mappings --key among them: %s s%n".formatted(Spread.of(seconds).text("%.2f"));
    }

    Map<String, Object> json() {
        return document;
    }
}
