package dev.wharf.shell.command;

import dev.wharf.author.Draft;
import dev.wharf.author.PlanDifference;
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
import dev.wharf.plan.PlanFolder;
import dev.wharf.shell.json.PlanDocument;
import dev.wharf.shell.json.PlannedDifference;
import dev.wharf.shell.line.Invocation;
import dev.wharf.workspace.ModelSettings;
import dev.wharf.workspace.Workspace;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The authors that this program has. */
public final class Authors {

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

    PlanDocument document(Workspace workspace, AuthoringOutcome outcome, String source, String target) {
        return document(workspace, outcome, source, target, null);
    }

    /** @param template what the template author would have written; null where nobody asks */
    PlanDocument document(Workspace workspace, AuthoringOutcome outcome, String source, String target, @Nullable Draft template) {
        return switch (outcome) {
            case AuthoringOutcome.Written written -> PlanDocument.of(
                    written.planned(),
                    written.changes(),
                    template == null
                            ? null
                            : PlannedDifference.of(PlanDifference.between(template.plan(), written.planned().plan().plan())),
                    use(workspace, written.usage()));
            case AuthoringOutcome.Asked asked -> PlanDocument.waiting(
                    asked.plan(),
                    workspace.plans().resolve(asked.plan()).toString(),
                    source,
                    target,
                    new PlanDocument.Prompt(asked.prompt().toString(), asked.schema().toString(), asked.round(), asked.findings()));
        };
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
