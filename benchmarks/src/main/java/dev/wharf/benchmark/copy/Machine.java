package dev.wharf.benchmark.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Says on what is measured. */
final class Machine {

    private Machine() {}

    static void describe(Place place, Map<String, Object> document) {
        if (document.containsKey("machine")) {
            return;
        }
        String machine = "%d processors (%s), %s".formatted(
                Runtime.getRuntime().availableProcessors(), field("/proc/cpuinfo", "model name"), field("/proc/meminfo", "MemTotal"));
        Map<String, String> settings = new TreeMap<>(Postgres.SETTINGS);
        document.put("machine", machine);
        document.put("postgresql", place.target().version());
        document.put("settings", settings);
        System.err.printf("%s; two PostgreSQL %s servers with %s, else the defaults (fsync on); files in %s%n", machine,
                place.target().version(), settings, place.folder());
    }

    private static String field(String file, String name) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
