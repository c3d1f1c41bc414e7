package dev.wharf.sandbox.docker;

import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.sandbox.Compilation;
import dev.wharf.sandbox.DoctorCheck;
import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.SandboxFailure;
import dev.wharf.sandbox.RenewingSession;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.SourceFile;
import dev.wharf.sandbox.TransformSession;
import dev.wharf.sandbox.TransformSpec;
import dev.wharf.sandbox.protocol.CompilerSession;
import dev.wharf.sandbox.protocol.ProtocolSession;
import dev.wharf.wire.Protocol.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sandbox in Docker containers. Docker is spoken to when something is first asked of it, so making one costs nothing.
 * One compiler container is kept warm until {@link #close} and replaced when it has ended; each {@link #start} has a
 * container of its own. Thread-safe.
 */
public final class DockerSandbox implements Sandbox {

    /** The system property, or the environment's {@code WHARF_IMAGES}, that names the folder of the images. */
    public static final String IMAGES_PROPERTY = "wharf.images";

    /** Another checkout's image is loaded anew where it is missing, which takes seconds; one that is in use daily stays. */
    private static final Duration IMAGE_GRACE = Duration.ofHours(6);

    private static final Logger LOG = LoggerFactory.getLogger(DockerSandbox.class);

    private final Path images;
    private final SandboxSettings settings;
    private final DockerAddress address;
    private final Object compiling = new Object();
    private final AtomicInteger asked = new AtomicInteger();
    private final RunnerAhead ahead = new RunnerAhead();
    private volatile @Nullable CompilerSession compiler;
    private @Nullable Connection connection;
    private Duration inOrder = Duration.ZERO;
    private boolean closed;

    private record Connection(DockerDaemon daemon, Launcher launcher) {}

    /**
     * @param images the folder of the images and their record, see {@link #imagesFolder}
     * @param settings the limits of the compiler's container; a runner's come with its spec
     */
    public DockerSandbox(Path images, SandboxSettings settings) {
        this(images, settings, DockerAddress.fromEnvironment(System.getenv()));
    }

    DockerSandbox(Path images, SandboxSettings settings, DockerAddress address) {
        this.images = images;
        this.settings = settings;
        this.address = address;
    }

    /**
     * When the process is told to end, leaves containers so long to those who use them, for whom somebody else sees that they
     * stop; without it, containers are removed at once. To be said before the first use.
     */
    public DockerSandbox endingInOrder(Duration patience) {
        inOrder = patience;
        return this;
    }

    /** The folder that this process was told of by {@value #IMAGES_PROPERTY} or WHARF_IMAGES; kind ENVIRONMENT without. */
    public static Path imagesFolder() {
        String folder = System.getProperty(IMAGES_PROPERTY, System.getenv().getOrDefault("WHARF_IMAGES", ""));
        if (folder.isBlank()) {
            throw new WharfException(
                    Kind.ENVIRONMENT,
                    "sandbox-images-missing",
                    "nobody says where the sandbox images lie: neither -D" + IMAGES_PROPERTY + " nor WHARF_IMAGES is set",
                    "start Wharf by bin/wharf, which says it");
        }
        return Path.of(folder);
    }

    /**
     * {@inheritDoc} A kept compiler that died is replaced once, and so is one that died at the sources. What ends a fresh one
     * is the sources' fault, for it had nothing else to do.
     */
    @Override
    public Compilation compile(List<SourceFile> sources) {
        asked.incrementAndGet();
        synchronized (compiling) {
            CompilerSession warm = compiler;
            if (warm != null && warm.usable()) {
                try {
                    return warm.compile(sources);
                } catch (SandboxFailure e) {
                    LOG.debug("the compiler's container is replaced: {}", e.getMessage());
                }
            }
            CompilerSession fresh = freshCompiler();
            try {
                return fresh.compile(sources);
            } catch (SandboxFailure e) {
                return new Compilation(
                        Map.of(),
                        List.of(new Compilation.Problem(
                                null, null, null, "the compiler did not survive the sources: " + e.getMessage())));
            }
        }
    }

    /** {@inheritDoc} The compiler's container is started, and warmed by a small class unless sources are waiting by then. */
    @Override
    public void expectCompile() {
        if (compiler == null) {
            Thread.ofVirtual().name("wharf-compiler-ahead").start(this::compilerAhead);
        }
    }

    private void compilerAhead() {
        synchronized (compiling) {
            if (compiler != null || asked.get() > 0) {
                return;
            }
            try {
                CompilerSession fresh = freshCompiler();
                if (asked.get() == 0) {
                    fresh.compile(List.of(TrialMigration.SOURCE));
                }
            } catch (RuntimeException e) {
                LOG.debug("no compiler was started ahead: {}", e.getMessage());
            }
        }
    }

    @Override
    public TransformSession start(TransformSpec spec) {
        return RenewingSession.of(() -> startOne(spec));
    }

    @Override
    public void expectStart(String run, SandboxSettings limits) {
        ahead.expect(run, limits, () -> launcher().launch(Role.RUNNER, run, limits));
    }

    private TransformSession startOne(TransformSpec spec) {
        long asked = System.nanoTime();
        SandboxContainer waiting = ahead.take(spec);
        if (waiting != null) {
            try {
                return ProtocolSession.open(waiting, spec, asked);
            } catch (SandboxFailure e) {
                LOG.debug("the runner that was started ahead is replaced: {}", e.getMessage());
            }
        }
        SandboxContainer container = launcher().launch(Role.RUNNER, spec.run(), spec.settings(), spec.surroundings());
        return ProtocolSession.open(container, spec, asked);
    }

    /** {@inheritDoc} As the build recorded it; Docker is not asked. */
    @Override
    public String fingerprint() {
        return SandboxImage.readAll(images).get(Role.RUNNER).inputs();
    }

    @Override
    public List<DoctorCheck> doctor() {
        return new Doctor(address, images, settings.runtime(), this::tryStart).examine();
    }

    @Override
    public int reap() {
        return new Reaper(connect().daemon()).reap();
    }

    /** {@inheritDoc} An interrupt of the thread that closes changes nothing: every container goes. */
    @Override
    public void close() {
        Thread.Builder thread = Thread.ofPlatform().name("wharf-close");
        try {
            CompletableFuture.runAsync(this::closeAll, task -> thread.start(task)).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private void closeAll() {
        Connection open;
        synchronized (this) {
            closed = true;
            open = connection;
            connection = null;
        }
        CompilerSession kept = compiler;
        if (kept != null) {
            kept.close();
        }
        ahead.close();
        if (open != null) {
            open.launcher().close();
            open.daemon().close();
        }
    }

    private CompilerSession freshCompiler() {
        CompilerSession former = compiler;
        compiler = null;
        if (former != null) {
            former.close();
        }
        CompilerSession fresh = CompilerSession.open(launcher().launch(Role.COMPILER, null, settings));
        compiler = fresh;
        return fresh;
    }

    private String tryStart() {
        TransformSpec spec = TrialMigration.spec(compile(List.of(TrialMigration.SOURCE)), settings);
        try (TransformSession session = start(spec)) {
            return "a class compiled, its container ready after " + session.startTime().toMillis() + " ms";
        }
    }

    private Launcher launcher() {
        return connect().launcher();
    }

    private synchronized Connection connect() {
        if (closed) {
            throw new WharfException(
                    Kind.DEFECT, "sandbox-closed", "the sandbox was used after it was closed", "report it");
        }
        Connection open = connection;
        if (open == null) {
            DockerDaemon daemon = DockerDaemon.connect(address);
            Instant connected = requirePromises(daemon);
            Map<Role, SandboxImage> recorded = SandboxImage.readAll(images);
            open = new Connection(daemon, new Launcher(daemon, recorded, connected, inOrder));
            connection = open;
            Thread.ofVirtual().name("wharf-reaper").start(() -> tidyQuietly(daemon, recorded));
        }
        return open;
    }

    /** The daemon's time at which it promised. */
    private Instant requirePromises(DockerDaemon daemon) {
        try {
            return DaemonChecks.require(daemon, settings.runtime());
        } catch (RuntimeException e) {
            daemon.close();
            throw e;
        }
    }

    /** What a killed engine and former builds left is removed by the next engine, and not in anybody's way. */
    private static void tidyQuietly(DockerDaemon daemon, Map<Role, SandboxImage> recorded) {
        try {
            int containers = new Reaper(daemon).reap();
            Set<String> own = recorded.values().stream().map(SandboxImage::tag).collect(Collectors.toSet());
            int images = new ImageLeases(daemon).removeSuperseded(ImageLeases.LABEL, own, IMAGE_GRACE);
            if (containers + images > 0) {
                LOG.info("removed {} containers of engines that are gone and {} images of former builds", containers, images);
            }
        } catch (RuntimeException e) {
            LOG.debug("what former engines left could not be looked for: {}", e.getMessage());
        }
    }
}
