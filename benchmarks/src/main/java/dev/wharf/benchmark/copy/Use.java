package dev.wharf.benchmark.copy;

/**
 * What a run took of the machine: CPU seconds and peak memory by part.
 *
 * @param source the source's server; 0 where the source is a file
 * @param target the target's server
 * @param client the program and what it started: for Wharf the engine
 * @param container processes in containers that began meanwhile
 * @param docker Docker's daemons and shims
 * @param clientMiB the sum of each process's largest resident set
 * @param containerMiB the same of the containers' processes
 * @param serverMiB the largest sum of the servers' private memory, without the shared buffers
 */
record Use(
        double source,
        double target,
        double client,
        double container,
        double docker,
        double clientMiB,
        double containerMiB,
        double serverMiB) {

    double cpu() {
        return source + target + client + container + docker;
    }
}
