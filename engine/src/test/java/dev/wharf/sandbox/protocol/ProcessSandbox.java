package dev.wharf.sandbox.protocol;

import dev.wharf.sandbox.Compilation;
import dev.wharf.sandbox.DoctorCheck;
import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.SourceFile;
import dev.wharf.sandbox.TransformSession;
import dev.wharf.sandbox.TransformSpec;
import java.util.List;

/**
 * The containers' programs as plain processes, for tests of what happens on the engine's side of the wall. There is no wall:
 * only classes that a test itself wrote may come here.
 */
public final class ProcessSandbox implements Sandbox {

    private CompilerSession compiler;

    @Override
    public synchronized Compilation compile(List<SourceFile> sources) {
        if (compiler == null || !compiler.usable()) {
            compiler = CompilerSession.open(ChildProcess.compiler());
        }
        return compiler.compile(sources);
    }

    @Override
    public TransformSession start(TransformSpec spec) {
        return ProtocolSession.open(ChildProcess.runner(spec.surroundings().jvmOptions().toArray(String[]::new)), spec, System.nanoTime());
    }

    @Override
    public String fingerprint() {
        return "processes";
    }

    @Override
    public List<DoctorCheck> doctor() {
        return List.of();
    }

    @Override
    public int reap() {
        return 0;
    }

    @Override
    public synchronized void close() {
        if (compiler != null) {
            compiler.close();
            compiler = null;
        }
    }
}
