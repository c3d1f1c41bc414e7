package dev.wharf.sandbox;

import java.util.List;

/**
 * Where code runs that nobody trusts. There is one real implementation, in containers; nothing falls back to running code
 * in the engine. What Docker refuses is a {@link dev.wharf.failure.WharfException} of kind ENVIRONMENT.
 */
public interface Sandbox extends AutoCloseable {

    /** Compiles sources in a compiler container, which may be kept warm for the next call. */
    Compilation compile(List<SourceFile> sources);

    /**
     * Says that sources will be compiled soon, so that what this takes may be started meanwhile. Returns at once and never
     * throws; what goes wrong is for {@link #compile} to say.
     */
    default void expectCompile() {}

    /**
     * Says that a container of these is started soon, so that it may come up meanwhile. One waits at a time. Returns at once
     * and never throws; what goes wrong is for {@link #start} to say.
     *
     * @param run it belongs to
     */
    default void expectStart(String run, SandboxSettings settings) {}

    /** Starts a container with one class and waits until it is ready for rows. */
    TransformSession start(TransformSpec spec);

    /** What the runner is made of: as long as it is the same, so are Java, the runner's own code and their options. */
    String fingerprint();

    /** What the sandbox needs, each found or missing. Never throws for what it finds. */
    List<DoctorCheck> doctor();

    /** Removes containers whose engine is gone. */
    int reap();

    /** Ends whatever this engine started. */
    @Override
    void close();
}
