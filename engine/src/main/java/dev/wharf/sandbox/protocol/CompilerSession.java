package dev.wharf.sandbox.protocol;

import dev.wharf.sandbox.Compilation;
import dev.wharf.sandbox.SandboxFailure;
import dev.wharf.sandbox.SandboxFailure.Cause;
import dev.wharf.sandbox.SourceFile;
import dev.wharf.wire.ClassesMessage;
import dev.wharf.wire.FailCode;
import dev.wharf.wire.FailMessage;
import dev.wharf.wire.Frame;
import dev.wharf.wire.FrameType;
import dev.wharf.wire.Limits;
import dev.wharf.wire.Protocol;
import dev.wharf.wire.SourcesMessage;
import dev.wharf.wire.WireException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A compiler container over any channel; compiles one request after the other while it is {@link #usable}. Thread-safe. */
public final class CompilerSession implements AutoCloseable {

    /** What the container may take beyond its own deadline: to answer, or to die of it. */
    private static final long GRACE_MILLIS = 5_000;

    private final Link link;
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
    private volatile @Nullable Request current;
    private volatile boolean overrun;
    private int requests;

    private record Request(SourcesMessage message, CompletableFuture<Compilation> answer) {}

    private CompilerSession(Channel channel) {
        link = new Link(channel, Protocol.Role.COMPILER, Timing.STANDARD, new Handler());
    }

    /**
     * Waits until the compiler is ready; whatever goes wrong, the channel is killed.
     *
     * @throws SandboxFailure where the container dies, falls silent or breaks the protocol
     */
    public static CompilerSession open(Channel channel) {
        CompilerSession session = new CompilerSession(channel);
        session.link.start("compiler");
        session.await(session.ready, Limits.READY_MILLIS);
        return session;
    }

    /** Whether it can be asked again. A compilation that overran its limits has ended it. */
    public boolean usable() {
        return !overrun && link.failure() == null;
    }

    /**
     * Compiles sources. What is wrong with them is in the answer, and so is that they take more time or stack than there is.
     *
     * @throws SandboxFailure where the container dies, falls silent or breaks the protocol
     */
    public synchronized Compilation compile(List<SourceFile> sources) {
        Map<String, String> texts = new LinkedHashMap<>();
        long chars = 0;
        for (SourceFile source : sources) {
            chars += source.text().length();
            if (texts.put(source.name(), source.text()) != null) {
                return problem("two sources have the name " + source.name());
            }
        }
        if (chars > Limits.SOURCE_BYTES || texts.size() > Limits.CLASSES) {
            return problem("the sources have " + chars + " characters in " + texts.size() + " files, the most is "
                    + Limits.SOURCE_BYTES + " in " + Limits.CLASSES);
        }
        Request request = new Request(new SourcesMessage(requests++, texts), new CompletableFuture<>());
        current = request;
        SandboxFailure failure = link.failure();
        if (failure != null) {
            throw failure;
        }
        link.send(FrameType.SOURCES, request.message().toPayload());
        return await(request.answer(), Limits.COMPILE_WAIT_MILLIS + GRACE_MILLIS);
    }

    @Override
    public void close() {
        link.fail(Cause.DIED, -1, "the session was closed");
        link.stop();
    }

    private <T> T await(CompletableFuture<T> answer, long millis) {
        try {
            return answer.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            link.fail(Cause.BATCH_TIMEOUT, -1, "the compiler said nothing for " + millis / 1_000 + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            link.fail(Cause.DIED, -1, "the thread that waited for the compiler was interrupted");
        } catch (ExecutionException e) {
            // The link's failure says why.
        }
        SandboxFailure failure = link.failure();
        throw failure == null ? new SandboxFailure(Cause.DIED, -1, "the compiler ended") : failure;
    }

    private static Compilation problem(String message) {
        return new Compilation(Map.of(), List.of(new Compilation.Problem(null, null, null, message)));
    }

    private static Compilation.Problem problem(ClassesMessage.Problem said, SourcesMessage asked) {
        if (said.file().isEmpty()) {
            return new Compilation.Problem(null, null, null, said.message());
        }
        if (!asked.sources().containsKey(said.file())) {
            throw new WireException("a problem is in a file that was not sent");
        }
        return new Compilation.Problem(said.file(), place(said.line()), place(said.column()), said.message());
    }

    private static @Nullable Integer place(int said) {
        return said == 0 ? null : said;
    }

    /** What the link hears. */
    private final class Handler implements Link.Handler {

        @Override
        public void frame(Frame frame) {
            switch (frame.type()) {
                case READY -> {
                    frame.reader().end();
                    if (!ready.complete(true)) {
                        throw new WireException("READY came twice");
                    }
                }
                case CLASSES -> answer(ClassesMessage.read(frame.reader()));
                default -> throw new WireException("a compiler sends no " + frame.type());
            }
        }

        private void answer(ClassesMessage said) {
            Request request = current;
            if (request == null || said.request() != request.message().request()) {
                throw new WireException("an answer to a request that is not due");
            }
            if (said.problems().isEmpty() && said.classes().isEmpty()) {
                throw new WireException("a compilation has neither problems nor class files");
            }
            List<Compilation.Problem> problems = said.problems().stream()
                    .map(problem -> problem(problem, request.message()))
                    .toList();
            current = null;
            request.answer().complete(new Compilation(said.classes(), problems));
        }

        @Override
        public SandboxFailure lastWords(FailMessage words) {
            if (words.code() != FailCode.COMPILER_OVERRUN) {
                return new SandboxFailure(Cause.PROTOCOL, -1, "the compiler gave up: " + words.message());
            }
            Request request = current;
            overrun = true;
            if (request != null) {
                current = null;
                request.answer().complete(problem(words.message()));
            }
            return new SandboxFailure(Cause.DIED, -1, words.message());
        }

        @Override
        public void tick(long nanoTime) {
            // The one who waits for an answer has its own deadline.
        }

        @Override
        public void failed(SandboxFailure failure) {
            ready.completeExceptionally(failure);
            Request request = current;
            if (request != null) {
                request.answer().completeExceptionally(failure);
            }
        }
    }
}
