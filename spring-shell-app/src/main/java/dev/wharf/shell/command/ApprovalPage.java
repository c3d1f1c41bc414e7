package dev.wharf.shell.command;

import dev.wharf.approval.Review;
import dev.wharf.catalog.Dialect;
import dev.wharf.catalog.Schema;
import dev.wharf.database.DatabaseIdentity;
import dev.wharf.database.SessionRole;
import dev.wharf.gate.Finding;
import dev.wharf.plan.Decision;
import dev.wharf.plan.MappingRule;
import dev.wharf.plan.Plan;
import dev.wharf.plan.Step;
import dev.wharf.shell.text.Page;
import dev.wharf.shell.text.Style;
import dev.wharf.shell.text.Table;
import java.util.List;

/** What somebody reads before an approval is asked for. */
final class ApprovalPage {

    /** More rules of a step than these are told by their number, and where they stand. */
    private static final int RULES_SHOWN = 30;

    private ApprovalPage() {}

    static void print(Page page, Review review) {
        Plan plan = review.checked().plan();
        page.field("plan", plan.name());
        page.field("hash", review.checked().hash().value());
        page.field("request", plan.request());
        page.field("source", place(plan.source(), review.checked().source(), review.source(), review.sourceRole()));
        page.field("target", place(plan.target(), review.checked().target(), review.target(), review.targetRole()));
        for (int i = 0; i < plan.steps().size(); i++) {
            step(page, plan, plan.steps().get(i), review.rows().get(i));
        }
        decisions(page, plan.decisions());
        page.blank();
        if (!plan.sqlFunctions().isEmpty()) {
            page.line(Style.CHANGED, "extracts may also call: " + String.join(", ", plan.sqlFunctions()));
        }
        if (review.prompts() > 0) {
            page.line("A model was shown " + Page.count(review.prompts(), "prompt", "prompts") + ", kept in plans/" + plan.name()
                    + "/history/model/.");
        }
        if (!review.sharedColumns().isEmpty()) {
            page.line(Style.CHANGED, "A model was shown values of: " + String.join(", ", review.sharedColumns()));
        }
        review.warnings().forEach(warning -> warning(page, warning));
        if (review.warnings().isEmpty()) {
            page.line("Every gate passed, without a warning.");
        }
        page.line("More: `wharf preview " + plan.name() + "` shows the first rows, `wharf rehearse " + plan.name()
                + "` does the whole run and takes it back; the SQL and the classes lie in plans/" + plan.name() + "/.");
    }

    private static String place(String name, Schema schema, DatabaseIdentity identity, SessionRole role) {
        String product = schema.dialect() == Dialect.SQLITE ? "SQLite" : "PostgreSQL";
        String where = schema.dialect() == Dialect.SQLITE
                ? identity.parts().getOrDefault("path", "")
                : "database " + identity.parts().getOrDefault("database", "") + " at "
                        + identity.parts().getOrDefault("host", "") + ", role " + role.user();
        return name + ": " + product + ", " + where;
    }

    private static void step(Page page, Plan plan, Step step, long rows) {
        page.blank();
        page.heading("step " + step.name() + ": entity " + step.entity() + ", "
                + Page.count(rows, "row", "rows") + " to move");
        for (var write : step.writes()) {
            page.indented("writes " + write.table() + " (" + write.mode().word() + " by " + String.join(", ", write.key()) + ")");
        }
        Table table = new Table("~target column", "~from", "~rule");
        step.mapping().stream()
                .limit(RULES_SHOWN)
                .forEach(rule -> table.row(target(rule), String.join(", ", rule.from()), rule.rule()));
        page.table(table);
        if (step.mapping().size() > RULES_SHOWN) {
            page.line("and " + Page.count(step.mapping().size() - RULES_SHOWN, "column", "columns") + " more, in plans/"
                    + plan.name() + "/plan.yaml");
        }
    }

    private static String target(MappingRule rule) {
        return rule.table() == null ? rule.target() : rule.table() + "." + rule.target();
    }

    private static void decisions(Page page, List<Decision> decisions) {
        if (!decisions.isEmpty()) {
            page.blank();
        }
        for (Decision decision : decisions) {
            page.line("decided: " + decision.id() + " – " + decision.question());
            page.indented("answer: " + decision.answer());
        }
    }

    private static void warning(Page page, Finding warning) {
        page.line(Style.CHANGED, "warning: " + warning.gate() + (warning.step() == null ? "" : " " + warning.step()) + " ["
                + warning.rule() + "]");
        page.indented(warning.message());
        page.indented(warning.next());
    }
}
