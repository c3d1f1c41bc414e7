package dev.wharf.shell.command;

import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.docker.DockerSandbox;
import dev.wharf.shell.line.Interruption;
import dev.wharf.workspace.Workspace;

/** Opens the sandbox for a command; Docker is spoken to when something is first asked of it. */
public final class Sandboxes {

    Sandbox open(Workspace workspace) {
        return open(workspace.sandbox());
    }

    Sandbox open(SandboxSettings settings) {
        return new LazySandbox(() -> new DockerSandbox(DockerSandbox.imagesFolder(), settings));
    }

    /** For a command that moves rows and can be asked to pause: its batches under way need their containers to end whole. */
    Sandbox openForRun(Workspace workspace) {
        return new LazySandbox(() -> new DockerSandbox(DockerSandbox.imagesFolder(), workspace.sandbox())
                .endingInOrder(Interruption.CONTAINERS_STAY));
    }
}
