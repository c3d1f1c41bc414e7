package dev.wharf.shell.command;

import dev.wharf.approval.Approvals;
import dev.wharf.approval.Review;
import dev.wharf.plan.LoadedPlan;
import dev.wharf.plan.Plan;
import dev.wharf.plan.PlanFolder;
import dev.wharf.shell.json.ApprovalDocument;
import dev.wharf.shell.json.Document;
import dev.wharf.shell.line.Example;
import dev.wharf.shell.line.Invocation;
import dev.wharf.shell.line.Named;
import dev.wharf.shell.line.Usage;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;

/** {@code approve}. */
public final class ApproveCommand {

    private final Sandboxes sandboxes;

    public ApproveCommand(Sandboxes sandboxes) {
        this.sandboxes = sandboxes;
    }

    @Command(
            name = "approve",
            group = Groups.PLAN,
            description = "allow a plan to run, as it is now, between these two databases",
            help =
                    """
                    Pins the plan's bytes, the schemas of its tables and both databases' identities; whatever changes later voids it.
                    Asks at a terminal; elsewhere it needs --yes.
                    """)
    @Example({"approve technician-roles", "approve technician-roles --by \"Ada Lovelace\" --yes"})
    public Document approve(
            Invocation invocation,
            @Argument(index = 0, description = "the plan") @Named("PLAN") String plan,
            @Option(longName = "by", description = "who answers for it; else the system's user") @Named("NAME")
                    @Nullable String by) {
        String name = by == null ? System.getProperty("user.name", "") : by;
        if (name.isBlank()) {
            throw Usage.of("approve", "value-invalid", "--by is empty, and somebody must answer for an approval.");
        }
        try (PlanWork work = new PlanWork(invocation, sandboxes)) {
            PlanFolder folder = work.folder(plan);
            LoadedPlan loaded = folder.load();
            Consent.requirePossible(invocation, "approve");
            return ApprovalDocument.of(new Approvals(work.checker(), Clock.systemUTC())
                    .approve(folder, work.source(loaded.plan()), work.target(loaded.plan()), name, review -> {
                        invocation.show(page -> ApprovalPage.print(page, review));
                        Consent.require(invocation, "approve", question(review));
                    }));
        }
    }

    private static String question(Review review) {
        Plan plan = review.checked().plan();
        return "Approve plan " + plan.name() + " (" + review.checked().hash().value() + "), " + plan.source() + " → "
                + plan.target() + furtherFunctions(plan.sqlFunctions()) + "?";
    }

    private static String furtherFunctions(List<String> names) {
        return names.isEmpty() ? "" : ", with extracts that may also call " + String.join(", ", names);
    }
}
