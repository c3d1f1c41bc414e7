package dev.wharf.shell.command;

import dev.wharf.failure.WharfException;
import dev.wharf.sandbox.Compilation;
import dev.wharf.sandbox.DoctorCheck;
import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.SourceFile;
import dev.wharf.sandbox.TransformSession;
import dev.wharf.sandbox.TransformSpec;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the sandbox when it is first needed: close and rollback work where none can be had. */
final class LazySandbox implements Sandbox {

    private final Supplier<Sandbox> making;
    private @Nullable Sandbox made;

    LazySandbox(Supplier<Sandbox> making) {
        this.making = making;
    }

    private synchronized Sandbox sandbox() {
        Sandbox sandbox = made;
        if (sandbox == null) {
            sandbox = making.get();
            made = sandbox;
        }
        return sandbox;
    }

    @Override
    public Compilation compile(List<SourceFile> sources) {
        return sandbox().compile(sources);
    }

    /** {@inheritDoc} Where no sandbox can be made, the compilation says so. */
    @Override
    public void expectCompile() {
        try {
            sandbox().expectCompile();
        } catch (WharfException e) {
            // compile makes it again, and throws this
        }
    }

    /** {@inheritDoc} Where no sandbox can be made, the start says so. */
    @Override
    public void expectStart(String run, SandboxSettings settings) {
        try {
            sandbox().expectStart(run, settings);
        } catch (WharfException e) {
            // start makes it again, and throws this
        }
    }

    @Override
    public TransformSession start(TransformSpec spec) {
        return sandbox().start(spec);
    }

    @Override
    public String fingerprint() {
        return sandbox().fingerprint();
    }

    @Override
    public List<DoctorCheck> doctor() {
        return sandbox().doctor();
    }

    @Override
    public int reap() {
        return sandbox().reap();
    }

    @Override
    public synchronized void close() {
        Sandbox sandbox = made;
        if (sandbox != null) {
            sandbox.close();
        }
    }
}
