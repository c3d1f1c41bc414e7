package dev.wharf.benchmark.copy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A virtual environment of Python with packages of fixed versions. */
final class Venv {

    private Venv() {}

    /** @throws Peer.Missing where Python or a package is not to be had */
    static Path with(Path folder, List<String> packages) {
        Path complete = folder.resolve(".complete");
        if (Files.exists(complete)) {
            return folder.resolve("bin");
        }
        if (Tool.find("python3") == null) {
            throw new Peer.Missing("python3 is not installed");
        }
        try {
            Postgres.delete(folder);
            Files.createDirectories(folder.getParent());
            Path log = folder.resolveSibling(folder.getFileName() + ".log");
            System.err.println("installing " + String.join(" ", packages) + " into " + folder);
            Tool.Ended made = Tool.run(log, folder.getParent(), Map.of(), List.of("python3", "-m", "venv", folder.toString()));
            if (made.exit() == 0) {
                List<String> install = new ArrayList<>(List.of(folder.resolve("bin/pip").toString(), "install", "-q"));
                install.addAll(packages);
                made = Tool.run(log, folder.getParent(), Map.of(), install);
            }
            if (made.exit() != 0) {
                throw new Peer.Missing("it could not be installed: " + made.tail());
            }
            Files.createFile(complete);
            return folder.resolve("bin");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
