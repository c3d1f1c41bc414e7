package dev.wharf.shell.command;

import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.shell.json.Document;
import dev.wharf.shell.json.DoctorDocument;
import dev.wharf.shell.line.Example;
import dev.wharf.shell.line.Invocation;
import dev.wharf.workspace.WorkspaceFile;
import org.springframework.shell.core.command.annotation.Command;

/** {@code sandbox doctor}. */
public final class SandboxDoctorCommand {

    private final Sandboxes sandboxes;

    public SandboxDoctorCommand(Sandboxes sandboxes) {
        this.sandboxes = sandboxes;
    }

    @Command(
            name = "sandbox doctor",
            group = Groups.WORKSPACE,
            description = "look whether everything is there that the sandbox needs",
            help =
                    """
                    It needs no workspace; where there is one, its limits count. What is missing is named with its remedy, and exits with 5.
                    """)
    @Example("sandbox doctor")
    public Document doctor(Invocation invocation) {
        boolean here = invocation.globals().workspace() != null
                || WorkspaceFile.find(invocation.directory()).isPresent();
        try (Sandbox sandbox =
                sandboxes.open(here ? invocation.workspace().sandbox() : SandboxSettings.DEFAULT)) {
            return DoctorDocument.of(sandbox.doctor());
        }
    }
}
