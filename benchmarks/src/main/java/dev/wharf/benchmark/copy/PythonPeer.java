package dev.wharf.benchmark.copy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Movers that are Python packages: dlt through a script of a few lines, ingestr by its command. */
record PythonPeer(String name, Path folder, List<String> packages) implements Peer {

    private static final String DLT = "1.31.0";
    private static final String INGESTR = "0.14.155";

    static Peer dlt(Path folder) {
        return new PythonPeer("dlt " + DLT, folder, List.of(
                "dlt[postgres]==" + DLT, "sqlalchemy", "pyarrow", "connectorx", "numpy", "pandas", "psycopg[binary]", "psycopg2-binary"));
    }

    static Peer ingestr(Path folder) {
        return new PythonPeer("ingestr " + INGESTR, folder, List.of("ingestr==" + INGESTR));
    }

    @Override
    public boolean takes(Route route) {
        return route.intoPostgres();
    }

    @Override
    public Contender contender(Route route, Place place) {
        Path bin = Venv.with(folder, packages);
        // SQLAlchemy's form: three slashes before a path, which begins with a fourth
        String source = route.fromPostgres()
                ? place.source().uri("postgresql", Postgres.READER, Place.SOURCE)
                : "sqlite:///" + place.sqliteSource();
        String target = place.target().uri("postgresql", Postgres.WRITER, Place.TARGET);
        String from = (route.fromPostgres() ? "public" : "main") + "." + Lineitem.TABLE;
        boolean dlt = name.startsWith("dlt");
        List<String> command = new ArrayList<>();
        if (dlt) {
            command.addAll(List.of(bin.resolve("python").toString(), script().toString(), source, target, Lineitem.TABLE,
                    route.fromPostgres() ? "connectorx" : "pyarrow"));
        } else {
            command.addAll(List.of(bin.resolve("ingestr").toString(), "ingest", "--yes", "--progress", "log", "--source-uri", source,
                    "--source-table", from, "--dest-uri", target, "--dest-table", "public." + Lineitem.TABLE));
        }
        Path home = place.folder().resolve(dlt ? "dlt-home" : "ingestr-home");
        return new Contender(
                name,
                Contender.Table.MADE,
                () -> Postgres.delete(home),
                command,
                Map.of("HOME", home.toString(), "DLT_DATA_DIR", home.resolve("data").toString(), "RUNTIME__DLTHUB_TELEMETRY", "false",
                        "DISABLE_TELEMETRY", "true"),
                dlt ? "copied." + Lineitem.TABLE : Lineitem.TABLE,
                Contender.Content.UNCHANGED);
    }

    private Path script() {
        Path script = folder.resolve("copy_by_dlt.py");
        try {
            Files.writeString(script, Resource.text("copy_by_dlt.py"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return script;
    }
}
