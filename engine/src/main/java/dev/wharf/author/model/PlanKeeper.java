package dev.wharf.author.model;

import dev.wharf.author.Draft;
import dev.wharf.author.Planned;
import dev.wharf.author.recall.Example;
import dev.wharf.plan.Authored;
import dev.wharf.plan.Decisions;
import dev.wharf.plan.LoadedPlan;
import dev.wharf.plan.Plan;
import dev.wharf.plan.PlanFile;
import dev.wharf.plan.PlanFolder;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts into a plan's folder what came out of a conversation. */
final class PlanKeeper {

    private final PlanFolder folder;
    private final Clock clock;

    PlanKeeper(PlanFolder folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** A plan that passed every gate; the one that was there goes into the history. */
    AuthoringOutcome.Written written(Conversation conversation, PlanAnswer answer, Draft draft, Collection<String> shared,
            Collection<Example> examples) {
        conversation.requireUnchanged(folder);
        Map<String, String> before = texts();
        List<String> notes = new ArrayList<>(draft.notes());
        Instant now = clock.instant();
        if (folder.exists()) {
            folder.retire(now, new HashSet<>(draft.files().keySet()));
        }
        write(draft, draft.plan(), conversation);
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("author", conversation.author());
        record.put("prompts", PromptTexts.VERSION);
        record.put("lastPrompt", conversation.asked());
        record.put("repairs", conversation.repairs());
        record.put("used", conversation.used());
        record.put("shared", List.copyOf(shared));
        record.put("examples", examples.stream().map(Example::plan).toList());
        record.put("notes", notes);
        folder.history().record(now, "planned", record);
        LoadedPlan loaded = folder.load();
        conversation.accepted(answer, loaded.hash()).settle(folder.history());
        return new AuthoringOutcome.Written(new Planned(loaded, folder.directory(), notes, null), conversation.used(),
                before.isEmpty() ? List.of() : TextDiff.of(before, texts()));
    }

    private void write(Draft draft, Plan plan, Conversation conversation) {
        String yaml = PlanFile.write(plan);
        draft.files().forEach(folder::write);
        folder.write(PlanFile.NAME, yaml);
        Map<String, String> hashes = new TreeMap<>();
        draft.files().forEach((file, text) -> hashes.put(file, Authored.hash(text)));
        hashes.put(PlanFile.NAME, Authored.hash(yaml));
        Withheld withheld = new Withheld(conversation.withheld());
        Map<String, String> where = new LinkedHashMap<>();
        conversation.where().forEach((table, condition) -> where.put(table, withheld.restoredSql(condition)));
        folder.remember(new Authored(conversation.author(), conversation.tables(), where, null, Decisions.given(plan), hashes));
    }

    /** What no gate passed, marked as a draft; false where it cannot even be read as a plan. */
    boolean keptAsDraft(Conversation conversation, Draft draft) {
        Plan plan = draft.plan();
        Plan marked = new Plan(plan.name(), plan.request(), plan.source(), plan.target(), plan.namespace(), plan.rejects(), plan.steps(),
                plan.decisions(), plan.sqlFunctions(), true);
        if (!PlanFile.read(PlanFile.write(marked)).findings().isEmpty()) {
            return false;
        }
        write(draft, marked, conversation);
        return true;
    }

    /** The texts of the plan's files as they are now; empty where there is no plan that can be read. */
    private Map<String, String> texts() {
        LoadedPlan loaded = folder.exists() ? folder.read().loaded() : null;
        if (loaded == null) {
            return Map.of();
        }
        Map<String, String> texts = new TreeMap<>(loaded.files());
        texts.put(PlanFile.NAME, loaded.yaml());
        return texts;
    }
}
