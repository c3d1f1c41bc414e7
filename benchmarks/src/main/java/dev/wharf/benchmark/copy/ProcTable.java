package dev.wharf.benchmark.copy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The processes of this machine at one moment, read from /proc. CPU times are in ticks of 10 ms, as Linux reports them. */
final class ProcTable {

    static final double TICKS_A_SECOND = 100;

    /** One process. @param waited CPU time of ended children that it has waited for */
    record Proc(long pid, long parent, String name, long ticks, long waited) {}

    private final Map<Long, Proc> processes = new HashMap<>();

    static ProcTable read() {
        ProcTable table = new ProcTable();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path folder : folders) {
                Proc proc = stat(folder.resolve("stat"));
                if (proc != null) {
                    table.processes.put(proc.pid(), proc);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("/proc cannot be read; the benchmark needs Linux", e);
        }
        return table;
    }

    static @Nullable Proc stat(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            int open = text.indexOf('(');
            int close = text.lastIndexOf(')');
            String[] fields = text.substring(close + 2).split(" ");
            return new Proc(
                    Long.parseLong(text.substring(0, open - 1)),
                    Long.parseLong(fields[1]),
                    text.substring(open + 1, close),
                    Long.parseLong(fields[11]) + Long.parseLong(fields[12]),
                    Long.parseLong(fields[13]) + Long.parseLong(fields[14]));
        } catch (IOException | RuntimeException e) {
            return null; // it has ended meanwhile
        }
    }

    /** A field of /proc/PID/status in kB, 0 where the process is gone. */
    static long statusKilobytes(long pid, String field) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"), StandardCharsets.ISO_8859_1)) {
                if (line.startsWith(field + ":")) {
                    return Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (IOException | RuntimeException e) {
            return 0;
        }
        return 0;
    }

    @Nullable Proc get(long pid) {
        return processes.get(pid);
    }

    Set<Proc> named(String prefix) {
        Set<Proc> found = new HashSet<>();
        processes.values().stream().filter(proc -> proc.name().startsWith(prefix)).forEach(found::add);
        return found;
    }

    /** All below a process, without itself. */
    Set<Proc> below(long pid) {
        Set<Proc> found = new HashSet<>();
        Set<Long> pids = new HashSet<>(Set.of(pid));
        boolean grew = true;
        while (grew) {
            grew = false;
            for (Proc proc : processes.values()) {
                if (pids.contains(proc.parent()) && pids.add(proc.pid())) {
                    found.add(proc);
                    grew = true;
                }
            }
        }
        return found;
    }

    /** A server's whole CPU time: its own, its children's, and that of children that have ended. */
    long tree(long pid) {
        Proc root = processes.get(pid);
        if (root == null) {
            return 0;
        }
        return root.ticks() + root.waited() + below(pid).stream().mapToLong(proc -> proc.ticks() + proc.waited()).sum();
    }
}
