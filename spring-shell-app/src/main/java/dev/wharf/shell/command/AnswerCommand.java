package dev.wharf.shell.command;

import dev.wharf.author.Planned;
import dev.wharf.author.model.ModelPlanning;
import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.plan.Plan;
import dev.wharf.plan.PlanFolder;
import dev.wharf.shell.json.Document;
import dev.wharf.shell.json.PlanDocument;
import dev.wharf.shell.line.Example;
import dev.wharf.shell.line.Invocation;
import dev.wharf.shell.line.Named;
import dev.wharf.shell.line.Rest;
import dev.wharf.shell.line.Usage;
import dev.wharf.workspace.Workspace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;

/** {@code answer}. */
public final class AnswerCommand {

    private final Authors authors;
    private final Sandboxes sandboxes;

    public AnswerCommand(Authors authors, Sandboxes sandboxes) {
        this.authors = authors;
        this.sandboxes = sandboxes;
    }

    @Command(
            name = "answer",
            group = Groups.PLAN,
            description = "answer open decisions of a plan",
            help =
                    """
                    A class that the author wrote is written anew with the answer; one that a person edited is left alone.
                    A choice that a model offered and its plan does not take yet is put to the model again.
                    """)
    @Example({"answer technician-roles role_type.apprentice=reject", "answer brackets type=wall owner=null"})
    public Document answer(
            Invocation invocation,
            @Argument(index = 0, description = "the plan") @Named("PLAN") String plan,
            @Rest(description = "a decision's id and its answer") @Named("ID=VALUE") List<String> answers) {
        Workspace workspace = invocation.workspace();
        PlanFolder folder = PlanFolder.existing(workspace.plans(), plan);
        Map<String, String> given = given(answers);
        Plan there = folder.loadToAnswer().plan();
        if (ModelPlanning.wrote(folder)) {
            try (PlanWork work = new PlanWork(invocation, sandboxes)) {
                AuthorName by = authors.changing(workspace, folder, null);
                return authors.document(workspace,
                        authors.model(invocation, work, by).answer(folder, given, work.source(there), work.target(there)),
                        there.source(), there.target());
            }
        }
        try (Database source = Databases.open(workspace.connection(there.source()));
                Database target = Databases.open(workspace.connection(there.target()))) {
            Planned planned = authors.template(workspace).answer(folder, given, source, target);
            return PlanDocument.of(planned);
        }
    }

    private static Map<String, String> given(List<String> answers) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String text : answers) {
            int equals = text.indexOf('=');
            if (equals < 1 || equals == text.length() - 1) {
                throw Usage.of("answer", "value-invalid", text + " is no answer: it is a decision's id, = and a value.");
            }
            if (given.put(text.substring(0, equals), text.substring(equals + 1)) != null) {
                throw Usage.of("answer", "value-invalid", text.substring(0, equals) + " is answered twice.");
            }
        }
        return given;
    }
}
