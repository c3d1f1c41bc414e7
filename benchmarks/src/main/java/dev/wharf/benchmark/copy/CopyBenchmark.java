package dev.wharf.benchmark.copy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Runs the routes that are asked for, in rounds in which everybody has a turn. */
public final class CopyBenchmark {

    private final CopyOptions options;
    private final Path root;
    private final Path folder;
    private final List<Results> results = new ArrayList<>();
    private final Map<String, Object> document = new LinkedHashMap<>();

    private CopyBenchmark(CopyOptions options) {
        this.options = options;
        root = Path.of(System.getProperty("wharf.benchmark.root"));
        folder = Path.of(System.getProperty("wharf.benchmark.folder")).resolve("copy");
    }

    /** Ends with 2 for options that it does not know, before anything is done. */
    public static void main(List<String> words) throws IOException, SQLException {
        CopyOptions options;
        try {
            options = CopyOptions.parse(words);
        } catch (IllegalArgumentException unknown) {
            System.err.println(unknown.getMessage() + "; benchmarks/run --help says what there is");
            System.exit(2);
            return;
        }
        new CopyBenchmark(options).measure();
    }

    /** As {@link #main} with every case. */
    public static void all(List<String> words) throws IOException, SQLException {
        List<String> with = new ArrayList<>(words);
        with.addAll(List.of("--case", String.join(",", CopyOptions.allCases())));
        main(with);
    }

    private void measure() throws IOException, SQLException {
        document.put("benchmark", "copy");
        for (String name : options.cases()) {
            if (name.equals(CopyOptions.LARGE)) {
                continue;
            }
            if (name.equals(CopyOptions.COMMANDS)) {
                CommandTimes times = CommandTimes.measure(root, folder, options.rounds());
                System.err.print(times.table());
                document.put(CopyOptions.COMMANDS, times.json());
            } else {
                for (Route route : Route.values()) {
                    if (route.word().equals(name)) {
                        route(route);
                    }
                }
            }
        }
        if (options.cases().contains(CopyOptions.LARGE)) {
            LargeRuns large = new LargeRuns(root, folder, options.rounds());
            System.err.print(large.measure());
            document.put(CopyOptions.LARGE, large.json());
        }
        document.put("copies", results.stream().map(Results::json).toList());
        if (options.svg() != null && !results.isEmpty()) {
            Files.writeString(options.svg(), Plot.svg(results));
        }
        System.out.println(JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(document));
    }

    private void route(Route route) throws IOException, SQLException {
        try (Place place = new Place(root, folder, options.rows())) {
            Machine.describe(place, document);
            place.makeSqliteSource();
            if (route.fromPostgres() || route.intoPostgres()) {
                place.makePostgresSource(); // the contents of a target on PostgreSQL are compared with it
            }
            Results measured = new Results(route, options.rows());
            List<Contender> contenders = contenders(route, place, measured);
            for (int round = 1; round <= options.rounds(); round++) {
                for (Contender contender : contenders) {
                    if (!measured.hasFailed(contender.name())) {
                        turn(route, place, contender, round, measured);
                    }
                }
            }
            results.add(measured);
            System.err.print(measured.table());
        }
    }

    private List<Contender> contenders(Route route, Place place, Results measured) {
        List<Contender> contenders = new ArrayList<>();
        contenders.add(Pipes.of(route, place));
        for (WharfCopy.Sees sees : WharfCopy.Sees.values()) {
            if (options.wants(sees.title())) {
                contenders.add(WharfCopy.of(route, place, sees));
            }
        }
        if (options.peers()) {
            for (Peer peer : Peer.all(folder.resolveSibling("peers"))) {
                if (options.wants(peer.name()) && peer.takes(route)) {
                    try {
                        contenders.add(peer.contender(route, place));
                    } catch (Peer.Missing missing) {
                        measured.failed(peer.name(), missing.getMessage());
                    }
                }
            }
        }
        return contenders;
    }

    private static void turn(Route route, Place place, Contender contender, int round, Results measured) {
        place.freshTarget(route, contender.table());
        try {
            contender.prepare().run();
        } catch (IllegalStateException unprepared) {
            measured.failed(contender.name(), String.valueOf(unprepared.getMessage()));
            return;
        }
        place.target().settle();
        Tool.Ended ended;
        Use use;
        try (Meter meter = new Meter(route.fromPostgres() ? place.source().pid() : 0, route.intoPostgres() ? place.target().pid() : 0)) {
            ended = Tool.run(place.log(route.word() + "-" + contender.name()), place.folder(), contender.environment(), contender.command());
            use = meter.use();
        }
        if (ended.exit() != 0) {
            measured.failed(contender.name(), "ended with " + ended.exit() + ": " + ended.tail());
            return;
        }
        measured.add(contender.name(), round, new Results.Sample(ended.seconds(), use));
        System.err.printf("%s round %d, %s: %.1f s, load %.1f%n", route.word(), round, contender.name(), ended.seconds(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        if (contender.content() == Contender.Content.TWO_COLUMNS_CHANGED) {
            Tool.Ended verify = Tool.run(place.log(route.word() + "-verify"), place.folder(), Map.of(), verifyCommand(contender));
            if (verify.exit() == 0) {
                measured.verified(contender.name(), verify.seconds());
            } else {
                measured.failed("verify after " + contender.name(), "ended with " + verify.exit() + ": " + verify.tail());
            }
        }
        if (round == 1) {
            measured.content(contender.name(), ContentCheck.of(route, place, contender));
        }
    }

    private static List<String> verifyCommand(Contender wharf) {
        List<String> command = new ArrayList<>(wharf.command().subList(0, wharf.command().indexOf("apply")));
        command.addAll(List.of("verify", WharfCopy.RUN, "--format", "json"));
        return command;
    }
}
