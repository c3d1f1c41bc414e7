package dev.wharf.faults;

import dev.wharf.runner.InProcessRunner;
import dev.wharf.sandbox.Compilation;
import dev.wharf.sandbox.DoctorCheck;
import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.SourceFile;
import dev.wharf.sandbox.TransformSession;
import dev.wharf.sandbox.TransformSpec;
import dev.wharf.sandbox.protocol.ProtocolSession;
import java.util.List;

/** Runs a test's own classes in this process, behind the engine's real end of the protocol. It compiles nothing. */
class InProcessSandbox implements Sandbox {

    @Override
    public Compilation compile(List<SourceFile> sources) {
        throw new UnsupportedOperationException("the scenario compiled its classes once");
    }

    @Override
    public TransformSession start(TransformSpec spec) {
        return ProtocolSession.open(InProcessRunner.start(), spec, System.nanoTime());
    }

    @Override
    public String fingerprint() {
        return "this process";
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
    public void close() {
        // A runner ends with its session.
    }
}
