package dev.wharf.benchmark.copy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Spring Batch with its own cursor reader and batch writer, in a program of a few lines that is compiled when first needed. */
record SpringBatchPeer(Path folder) implements Peer {

    private static final String VERSION = "6.0.4";
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin");

    @Override
    public String name() {
        return "spring batch " + VERSION;
    }

    @Override
    public boolean takes(Route route) {
        return route == Route.PG_PG;
    }

    @Override
    public Contender contender(Route route, Place place) {
        install();
        return new Contender(
                name(),
                Contender.Table.THERE,
                Contender.NOTHING,
                List.of(JAVA.resolve("java").toString(), "-cp", folder + "/lib/*:" + folder, "SpringBatchCopy",
                        place.source().jdbc(Place.SOURCE) + "?user=" + Postgres.READER,
                        place.target().jdbc(Place.TARGET) + "?reWriteBatchedInserts=true&user=" + Postgres.WRITER,
                        Lineitem.TABLE, Lineitem.COLUMNS.getFirst().name(), Integer.toString(Lineitem.COLUMNS.size())),
                Map.of(),
                Lineitem.TABLE,
                Contender.Content.UNCHANGED);
    }

    private void install() {
        if (Files.exists(folder.resolve("SpringBatchCopy.class"))) {
            return;
        }
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("pom.xml"), Resource.text("spring-batch.pom.xml").replace("SPRING_BATCH", VERSION), StandardCharsets.UTF_8);
            Files.writeString(folder.resolve("SpringBatchCopy.java"), Resource.text("SpringBatchCopy.java.txt"), StandardCharsets.UTF_8);
            System.err.println("fetching Spring Batch into " + folder);
            Tool.Ended fetched = Tool.bash(folder.resolve("install.log"), folder,
                    "mvn -B -q dependency:copy-dependencies -DoutputDirectory=lib -DincludeScope=runtime && '" + JAVA.resolve("javac")
                            + "' -cp 'lib/*' SpringBatchCopy.java");
            if (fetched.exit() != 0) {
                throw new Missing("it could not be fetched or compiled: " + fetched.tail());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
