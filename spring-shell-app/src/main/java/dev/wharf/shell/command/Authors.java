package dev.wharf.shell.command;

import dev.wharf.author.Draft;
import dev.wharf.author.PlanDifference;
import dev.wharf.author.PlanWish;
import dev.wharf.author.Planned;
import dev.wharf.author.Planning;
import dev.wharf.author.model.AuthoringOutcome;
import dev.wharf.author.model.ChatModel;
import dev.wharf.author.model.ModelAccess;
import dev.wharf.author.model.ModelPlanning;
import dev.wharf.author.model.PasteChat;
import dev.wharf.author.model.Usage;
import dev.wharf.author.model.openai.OpenAiChat;
import dev.wharf.author.recall.PlanRecall;
import dev.wharf.author.template.TemplateAuthor;
import dev.wharf.database.Database;
import dev.wharf.failure.WharfException;
import dev.wharf.plan.PlanFolder;
import dev.wharf.shell.json.PlanDocument;
import dev.wharf.shell.json.PlannedDifference;
import dev.wharf.shell.line.Invocation;
import dev.wharf.workspace.ModelSettings;
import dev.wharf.workspace.Workspace;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The authors that this program has. */
public final class Authors {

    /** How the template author says that it finds no counterpart. */
    private static final Set<String> NO_OPINION = Set.of("nothing-to-move", "no-counterpart");

    /** @param named on the command line; null for what wharf.yaml says */
    AuthorName named(Workspace workspace, @Nullable AuthorName named) {
        return named != null ? named : workspace.author().equals("model") ? AuthorName.MODEL : AuthorName.TEMPLATE;
    }

    /** Who changes a plan: whoever is named, else whoever wrote it, where that was a model. */
    AuthorName changing(Workspace workspace, PlanFolder folder, @Nullable AuthorName named) {
        if (named != null) {
            return named;
        }
        return folder.authored().filter(authored -> authored.author().equals(ModelPlanning.PASTE)).isPresent()
                ? AuthorName.PASTE
                : AuthorName.MODEL;
    }

    Planning template(Workspace workspace) {
        return new Planning(new TemplateAuthor(PlanRecall.of(workspace.plans())), Clock.systemUTC());
    }

    /** @param author one of those that ask a model */
    ModelPlanning model(Invocation invocation, PlanWork work, AuthorName author) {
        Workspace workspace = work.workspace();
        // what a model needs is asked for, and its client loaded, when it is spoken to
        Function<PlanFolder, ChatModel> chats = author == AuthorName.PASTE
                ? PasteChat::new
                : folder -> new OpenAiChat(ModelAccess.of(workspace.model(), System::getenv));
        return new ModelPlanning(author == AuthorName.PASTE ? ModelPlanning.PASTE : ModelPlanning.MODEL, workspace.modelSettings(), chats,
                work.checker(), template(workspace), PlanRecall.of(workspace.plans()), invocation::remark, Clock.systemUTC());
    }

    /**
     * The template author's opinion beside a model's.
     *
     * @param draft null where it has none
     * @param why it has none; empty where it has one
     */
    record Second(@Nullable Draft draft, String why) {}

    /** A request for which the template author sees nothing to move is one that a model may read otherwise. */
    Second second(Workspace workspace, PlanWish wish, Database source, Database target) {
        try {
            return new Second(template(workspace).draft(wish, source, target), "");
        } catch (WharfException e) {
            if (!NO_OPINION.contains(e.code())) {
                throw e;
            }
            return new Second(null, e.getMessage());
        }
    }

    PlanDocument document(Workspace workspace, AuthoringOutcome outcome, String source, String target) {
        return document(workspace, outcome, source, target, null);
    }

    /** @param template what the template author would have written; null where nobody asks */
    PlanDocument document(Workspace workspace, AuthoringOutcome outcome, String source, String target, @Nullable Second template) {
        Draft draft = template == null ? null : template.draft();
        return switch (outcome) {
            case AuthoringOutcome.Written written -> PlanDocument.of(
                    template == null || draft != null ? written.planned() : noted(written.planned(), template.why()),
                    written.changes(),
                    draft == null
                            ? null
                            : PlannedDifference.of(PlanDifference.between(draft.plan(), written.planned().plan().plan())),
                    use(workspace, written.usage()));
            case AuthoringOutcome.Asked asked -> PlanDocument.waiting(
                    asked.plan(),
                    workspace.plans().resolve(asked.plan()).toString(),
                    source,
                    target,
                    new PlanDocument.Prompt(asked.prompt().toString(), asked.schema().toString(), asked.round(), asked.findings()));
        };
    }

    private static Planned noted(Planned planned, String why) {
        List<String> notes = new ArrayList<>(planned.notes());
        notes.add("The template author has no plan to compare with: " + why);
        return new Planned(planned.plan(), planned.path(), notes, planned.subset());
    }

    private static PlanDocument.@Nullable ModelUse use(Workspace workspace, Usage usage) {
        if (usage.calls() == 0) {
            return null;
        }
        ModelSettings.Price price = workspace.modelSettings().price();
        String cost = price == null
                ? null
                : price.input().multiply(BigDecimal.valueOf(usage.inputTokens()))
                        .add(price.output().multiply(BigDecimal.valueOf(usage.outputTokens())))
                        .movePointLeft(6)
                        .setScale(4, RoundingMode.HALF_UP)
                        .toPlainString();
        return new PlanDocument.ModelUse(usage.calls(), usage.inputTokens(), usage.outputTokens(), cost);
    }
}
