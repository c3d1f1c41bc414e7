package dev.wharf.benchmark.copy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Measures what one run takes. Servers and daemons live longer than a run, so theirs is a difference; the program's own CPU
 * time is what the kernel adds up for ended children. Containers are looked at four times a second, so up to a quarter of a
 * second of a container's CPU time is lost at its end. Containers that others start on this machine meanwhile are counted too.
 */
final class Meter implements AutoCloseable {

    private static final long INTERVAL_MILLIS = 250;
    private static final double KILOBYTES_A_MIB = 1024;

    private final long sourceServer;
    private final long targetServer;
    private final long self = ProcessHandle.current().pid();
    private final Set<Long> oldShims = new HashSet<>();
    private final Map<Long, Long> clientPeak = new HashMap<>();
    private final Map<Long, Long> containerPeak = new HashMap<>();
    private final Map<Long, Long> containerTicks = new HashMap<>();
    private final Map<Long, Long> shimTicks = new HashMap<>();
    private final long sourceBefore;
    private final long targetBefore;
    private final long clientBefore;
    private final long daemonsBefore;
    private final Thread sampler;
    private long serverPeak;
    private volatile boolean ended;

    /** @param sourceServer the process id of a server, 0 for none */
    Meter(long sourceServer, long targetServer) {
        this.sourceServer = sourceServer;
        this.targetServer = targetServer;
        ProcTable table = ProcTable.read();
        table.named("containerd-shim").forEach(shim -> oldShims.add(shim.pid()));
        sourceBefore = table.tree(sourceServer);
        targetBefore = table.tree(targetServer);
        clientBefore = waitedFor();
        daemonsBefore = daemons(table);
        sampler = Thread.ofPlatform().daemon().name("meter").start(this::sample);
    }

    private long waitedFor() {
        ProcTable.Proc proc = ProcTable.stat(Path.of("/proc", Long.toString(self), "stat"));
        return proc == null ? 0 : proc.waited();
    }

    private static long daemons(ProcTable table) {
        return table.named("dockerd").stream().mapToLong(ProcTable.Proc::ticks).sum()
                + table.named("containerd").stream().filter(proc -> proc.name().equals("containerd")).mapToLong(ProcTable.Proc::ticks).sum();
    }

    private void sample() {
        while (!ended) {
            look(ProcTable.read());
            try {
                Thread.sleep(INTERVAL_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private synchronized void look(ProcTable table) {
        for (ProcTable.Proc proc : table.below(self)) {
            clientPeak.merge(proc.pid(), ProcTable.statusKilobytes(proc.pid(), "VmHWM"), Math::max);
        }
        for (ProcTable.Proc shim : table.named("containerd-shim")) {
            if (!oldShims.contains(shim.pid())) {
                shimTicks.merge(shim.pid(), shim.ticks(), Math::max);
                for (ProcTable.Proc proc : table.below(shim.pid())) {
                    containerTicks.merge(proc.pid(), proc.ticks() + proc.waited(), Math::max);
                    containerPeak.merge(proc.pid(), ProcTable.statusKilobytes(proc.pid(), "VmHWM"), Math::max);
                }
            }
        }
        long servers = 0;
        for (long server : new long[] {sourceServer, targetServer}) {
            if (server != 0) {
                servers += ProcTable.statusKilobytes(server, "RssAnon");
                servers += table.below(server).stream().mapToLong(proc -> ProcTable.statusKilobytes(proc.pid(), "RssAnon")).sum();
            }
        }
        serverPeak = Math.max(serverPeak, servers);
    }

    /** To be asked once the program has ended. */
    synchronized Use use() {
        ended = true;
        ProcTable table = ProcTable.read();
        long shims = shimTicks.values().stream().mapToLong(Long::longValue).sum();
        return new Use(
                (table.tree(sourceServer) - sourceBefore) / ProcTable.TICKS_A_SECOND,
                (table.tree(targetServer) - targetBefore) / ProcTable.TICKS_A_SECOND,
                (waitedFor() - clientBefore) / ProcTable.TICKS_A_SECOND,
                containerTicks.values().stream().mapToLong(Long::longValue).sum() / ProcTable.TICKS_A_SECOND,
                (daemons(table) - daemonsBefore + shims) / ProcTable.TICKS_A_SECOND,
                clientPeak.values().stream().mapToLong(Long::longValue).sum() / KILOBYTES_A_MIB,
                containerPeak.values().stream().mapToLong(Long::longValue).sum() / KILOBYTES_A_MIB,
                serverPeak / KILOBYTES_A_MIB);
    }

    @Override
    public void close() {
        ended = true;
        sampler.interrupt();
    }
}
