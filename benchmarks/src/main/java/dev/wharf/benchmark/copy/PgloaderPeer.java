package dev.wharf.benchmark.copy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** pgloader from the PATH, else from Debian's package, unpacked beside its library and not installed. */
record PgloaderPeer(Path folder) implements Peer {

    @Override
    public String name() {
        return "pgloader";
    }

    @Override
    public boolean takes(Route route) {
        return route.intoPostgres();
    }

    @Override
    public Contender contender(Route route, Place place) {
        String source = route.fromPostgres()
                ? place.source().uri("pgsql", Postgres.READER, Place.SOURCE)
                : "sqlite://" + place.sqliteSource();
        return new Contender(
                name(),
                Contender.Table.MADE,
                Contender.NOTHING,
                List.of(program().toString(), "--root-dir", place.folder().resolve("pgloader").toString(), source,
                        place.target().uri("pgsql", Postgres.WRITER, Place.TARGET)),
                Map.of("LD_LIBRARY_PATH", folder.resolve("usr/lib/x86_64-linux-gnu") + ":" + folder.resolve("usr/lib/aarch64-linux-gnu")),
                Lineitem.TABLE,
                Contender.Content.UNCHANGED);
    }

    private Path program() {
        Path installed = Tool.find("pgloader");
        if (installed != null) {
            return installed;
        }
        Path program = folder.resolve("usr/bin/pgloader");
        if (!Files.exists(program)) {
            if (Tool.find("apt-get") == null) {
                throw new Missing("it is not on the PATH, and only Debian's package is known here");
            }
            try {
                Files.createDirectories(folder);
                System.err.println("unpacking Debian's pgloader into " + folder);
                Tool.Ended ended = Tool.bash(folder.resolve("unpack.log"), folder,
                        "apt-get download pgloader libsybdb5 && for package in *.deb; do dpkg-deb -x $package . || exit 1; done");
                if (ended.exit() != 0) {
                    throw new Missing("Debian's package could not be fetched: " + ended.tail());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return program;
    }
}
