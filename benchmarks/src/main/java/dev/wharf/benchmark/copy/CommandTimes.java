package dev.wharf.benchmark.copy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long short commands take as whole processes: a catalogue of 31 rows, the version, the list of runs. */
final class CommandTimes {

    private static final int CATALOGUE_ROWS = 31;
    private static final int SHORTEST_ROUNDS = 5;

    private final Map<String, List<Double>> seconds = new LinkedHashMap<>();

    private CommandTimes() {}

    static CommandTimes measure(Path root, Path folder, int rounds) throws IOException, SQLException {
        CommandTimes times = new CommandTimes();
        try (Place place = new Place(root, folder, CATALOGUE_ROWS)) {
            place.makePostgresSource();
            place.makeSqliteSource();
            for (int round = 0; round < Math.max(rounds, SHORTEST_ROUNDS); round++) {
                for (Route route : List.of(Route.PG_PG, Route.SQLITE_SQLITE)) {
                    Path workspace = WharfCopy.workspace(route, place, WharfCopy.Sees.TWO_COLUMNS);
                    place.freshTarget(route, Contender.Table.THERE);
                    times.add(place, workspace, route.word() + " approve", "approve", "lineitem", "--yes", "--by", "benchmark");
                    times.add(place, workspace, route.word() + " apply of 31 rows", "apply", "lineitem", "--run-id", WharfCopy.RUN, "--format", "json");
                    times.add(place, workspace, route.word() + " status", "status", "--format", "json");
                    times.add(place, workspace, route.word() + " verify of 31 rows", "verify", WharfCopy.RUN, "--format", "json");
                }
                times.add(place, place.folder(), "--version", "--version");
            }
        }
        return times;
    }

    private void add(Place place, Path workspace, String name, String... words) {
        boolean bare = words[0].startsWith("--");
        Tool.Ended ended = bare
                ? Tool.run(place.log("wharf-version"), workspace, Map.of(), List.of(place.root().resolve("bin/wharf").toString(), words[0]))
                : WharfCopy.run(place, workspace, name, words);
        seconds.computeIfAbsent(name, n -> new ArrayList<>()).add(ended.orFail("wharf " + words[0]).seconds());
    }

    String table() {
        StringBuilder text = new StringBuilder("%nCommands, whole processes, seconds, median (min–max)%n".formatted());
        seconds.forEach((name, all) -> text.append("  %-34s %s%n".formatted(name, Spread.of(all).text("%.2f"))));
        return text.toString();
    }

    Map<String, Object> json() {
        Map<String, Object> document = new LinkedHashMap<>();
        seconds.forEach((name, all) -> document.put(name, Spread.of(all).json()));
        return document;
    }
}
