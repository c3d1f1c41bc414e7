package dev.wharf.shell.command;

import dev.wharf.shell.json.Document;
import dev.wharf.shell.json.VersionDocument;
import dev.wharf.shell.line.Example;
import org.springframework.shell.core.command.annotation.Command;

/** {@code version}. */
public final class VersionCommand {

    @Command(name = "version", group = Groups.SHELL, description = "show the version of Wharf and of Java")
    @Example({"version", "--version"})
    public Document version() {
        String version = VersionCommand.class.getPackage().getImplementationVersion();
        return new VersionDocument(version == null ? "unpackaged" : version, Runtime.version().toString());
    }
}
