package dev.wharf.run;

import dev.wharf.sandbox.BatchTime;
import dev.wharf.sandbox.SandboxFailure;
import dev.wharf.sandbox.TransformSession;
import dev.wharf.sandbox.TransformedChunk;
import dev.wharf.transform.PreparedChunk;
import dev.wharf.transform.StepProgram;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;

/** The step's container, shared by its workers, and fresh ones for rows that are tried alone. */
final class Containers implements AutoCloseable {

    private final RunContext context;
    private final StepProgram program;
    private final TransformSession shared;
    private final AtomicInteger senders = new AtomicInteger();

    Containers(RunContext context, StepProgram program, TransformSession shared) {
        this.context = context;
        this.program = program;
        this.shared = shared;
    }

    /** Says how many will send. */
    void sending(int many) {
        senders.set(many);
    }

    /**
     * One of them sends nothing more. When all answers of all of them are there the container goes, while the last rows are
     * still being written.
     */
    void sent(CompletableFuture<?> answered) {
        answered.whenComplete((answer, fault) -> {
            if (senders.decrementAndGet() == 0) {
                Thread.startVirtualThread(shared::close);
            }
        });
    }

    CompletableFuture<TransformedChunk> transform(PreparedChunk chunk, BatchTime batch) {
        return shared.transform(chunk.crossing(), batch);
    }

    /** Takes an answer back whose rows were written. */
    void reuse(TransformedChunk answer) {
        shared.reuse(answer);
    }

    /** Runs one row in a container of its own, as a batch of its own. */
    TransformedChunk alone(PreparedChunk one) {
        try (TransformSession fresh =
                context.sandbox().start(program.spec(context.run().value(), context.limits()))) {
            return join(fresh.transform(one.crossing()));
        }
    }

    static TransformedChunk join(CompletableFuture<TransformedChunk> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof SandboxFailure failure) {
                throw failure;
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        shared.close();
    }
}
