package dev.wharf.shell.command;

import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.plan.PlanFolder;
import dev.wharf.run.RunDirectory;
import dev.wharf.run.RunEvent;
import dev.wharf.shell.line.Invocations;
import dev.wharf.shell.line.Names;
import dev.wharf.workspace.Workspace;
import dev.wharf.workspace.WorkspaceFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The names of the workspace that the interactive shell stands in. What a database must be asked for is remembered for half
 * a minute, so that Tab answers at once the second time; what fails gives no names and no message.
 */
public final class WorkspaceNames implements Names {

    private static final Duration KEPT = Duration.ofSeconds(30);

    private final Invocations invocations;
    private final Remembered runs = new Remembered();
    private final Remembered tables = new Remembered();

    public WorkspaceNames(Invocations invocations) {
        this.invocations = invocations;
    }

    /** A list and when it was asked for. */
    private static final class Remembered {
        private List<String> names = List.of();
        private long asked;
        private boolean known;

        synchronized List<String> get(java.util.function.Supplier<List<String>> asking) {
            long now = System.nanoTime();
            if (!known || now - asked > KEPT.toNanos()) {
                names = asking.get();
                asked = now;
                known = true;
            }
            return names;
        }
    }

    @Override
    public List<String> connections() {
        return ask(workspace -> List.copyOf(workspace.connections().keySet()));
    }

    @Override
    public List<String> plans() {
        return ask(workspace -> PlanFolder.names(workspace.plans()));
    }

    @Override
    public List<String> runs() {
        return runs.get(() -> ask(workspace -> new RunDirectory(workspace, RunEvent.Listener.NONE)
                .all().stream().map(entry -> entry.run().id().value()).toList()));
    }

    @Override
    public List<String> tables() {
        return tables.get(() -> ask(workspace -> workspace.connections().keySet().stream()
                .flatMap(name -> tables(workspace, name))
                .distinct()
                .sorted()
                .toList()));
    }

    private static Stream<String> tables(Workspace workspace, String name) {
        try (Database database = Databases.open(workspace.connection(name))) {
            return database.survey().tables().stream().map(table -> table.name().toString());
        } catch (RuntimeException e) {
            return Stream.empty();
        }
    }

    private List<String> ask(Function<Workspace, List<String>> question) {
        Path named = invocations.standing().workspace();
        try {
            return question.apply(named == null ? WorkspaceFile.findAndRead(Path.of("")) : WorkspaceFile.read(named));
        } catch (RuntimeException e) {
            return List.of();
        }
    }
}
