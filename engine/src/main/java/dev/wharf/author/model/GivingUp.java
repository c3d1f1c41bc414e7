package dev.wharf.author.model;

import dev.wharf.author.Draft;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.plan.PlanFolder;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** The end of a conversation that came to no plan. */
final class GivingUp {

    private final PlanFolder folder;
    private final AnswerJudge judge;
    private final PlanKeeper keeper;
    private final Clock clock;

    GivingUp(PlanFolder folder, AnswerJudge judge, PlanKeeper keeper, Clock clock) {
        this.folder = folder;
        this.judge = judge;
        this.keeper = keeper;
        this.clock = clock;
    }

    /** The model says that there is no plan. */
    WharfException impossible(Conversation conversation, String why) {
        folder.history().record(clock.instant(), "model-gave-up", Map.of("prompt", conversation.asked(), "why", why));
        return new WharfException(Kind.DATA, "model-gave-up",
                "The model says that no plan can do this: " + why.strip().replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " "),
                "Say the request otherwise, or name tables with --table.");
    }

    /** Nothing more may be asked. What there is becomes a draft, where no plan stands in its place. */
    WharfException spent(Conversation conversation, String why) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("why", why);
        record.put("used", conversation.used());
        record.put("findings", conversation.findings());
        folder.history().record(clock.instant(), "model-gave-up", record);
        boolean kept = !folder.exists() && draft(conversation);
        String last = conversation.findings().isEmpty() ? "" : " Its last answer: " + conversation.findings().getFirst();
        return new WharfException(Kind.DATA, "model-gave-up",
                "No plan came out that passes the gates: " + why + "." + last,
                (kept ? "What there is lies in " + folder.directory() + " as a draft: finish it by hand, or `--replace` it. " : "")
                        + "Every prompt and answer lies in " + folder.history().directory() + ".");
    }

    private boolean draft(Conversation conversation) {
        String last = conversation.last();
        PlanAnswer answer = last == null ? null : AnswerReader.plan(last).value();
        if (answer == null || conversation.pass() != Prompt.Pass.PLAN) {
            return false;
        }
        Draft draft = judge.draft(conversation, answer);
        return draft != null && keeper.keptAsDraft(conversation, draft);
    }
}
