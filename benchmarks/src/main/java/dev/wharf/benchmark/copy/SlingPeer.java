package dev.wharf.benchmark.copy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Sling's command line, from its wheel. */
record SlingPeer(Path folder) implements Peer {

    private static final String VERSION = "1.4.11";

    @Override
    public String name() {
        return "sling " + VERSION;
    }

    @Override
    public boolean takes(Route route) {
        return true;
    }

    @Override
    public Contender contender(Route route, Place place) {
        String wheel = "sling-linux-" + (System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64");
        Path bin = Venv.with(folder, List.of(wheel + "==" + VERSION));
        String source = route.fromPostgres()
                ? place.source().uri("postgresql", Postgres.READER, Place.SOURCE) + "?sslmode=disable"
                : "sqlite://" + place.sqliteSource();
        String target = route.intoPostgres()
                ? place.target().uri("postgresql", Postgres.WRITER, Place.TARGET) + "?sslmode=disable"
                : "sqlite://" + place.sqliteTarget();
        String program = wheel.replace('-', '_') + "/bin/" + wheel;
        return new Contender(
                name(),
                Contender.Table.MADE,
                Contender.NOTHING,
                List.of("bash", "-c", "exec \"$0\"/../lib/python*/site-packages/" + program
                        + " run --src-conn BENCH_SOURCE --src-stream " + (route.fromPostgres() ? "public." : "main.") + Lineitem.TABLE
                        + " --tgt-conn BENCH_TARGET --tgt-object " + (route.intoPostgres() ? "public." : "main.") + Lineitem.TABLE
                        + " --mode full-refresh", bin.toString()),
                Map.of("BENCH_SOURCE", source, "BENCH_TARGET", target, "SLING_DISABLE_TELEMETRY", "true", "SLING_HOME_DIR", folder.toString()),
                Lineitem.TABLE,
                Contender.Content.UNCHANGED);
    }
}
