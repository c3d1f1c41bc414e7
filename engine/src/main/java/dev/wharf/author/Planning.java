package dev.wharf.author;

import dev.wharf.author.subset.Subset;
import dev.wharf.database.Database;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.plan.Authored;
import dev.wharf.plan.Decision;
import dev.wharf.plan.Decisions;
import dev.wharf.plan.LoadedPlan;
import dev.wharf.plan.Plan;
import dev.wharf.plan.PlanFile;
import dev.wharf.plan.PlanFolder;
import dev.wharf.plan.Step;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Has plans written and their decisions answered. It reads both databases and writes plans' folders only. */
public final class Planning {

    private final Author author;
    private final Clock clock;

    public Planning(Author author, Clock clock) {
        this.author = author;
        this.clock = clock;
    }

    /**
     * Writes a new plan.
     *
     * @param plans the folder of the workspace's plans
     * @throws WharfException of kind REFUSED with code {@code plan-exists} where one of that name is there and is not to be
     *     replaced; of kind USAGE where the wish names what is not there
     */
    public Planned plan(Path plans, PlanWish wish, Database source, Database target) {
        PlanFolder folder = PlanFolder.of(plans, wish.name());
        if (folder.exists() && !wish.replace()) {
            throw new WharfException(Kind.REFUSED, "plan-exists", "There is a plan named " + wish.name() + " already; it is kept.",
                    "Add --replace to write it anew, or choose another --name.");
        }
        Draft draft = draft(wish, Map.of(), source, target);
        List<String> notes = new ArrayList<>(draft.notes());
        Instant now = clock.instant();
        if (folder.exists()) {
            Set<String> keep = new HashSet<>(draft.files().keySet());
            folder.retire(now, keep);
            notes.add("The plan that was there is kept in " + folder.history().directory() + ".");
        }
        String yaml = PlanFile.write(draft.plan());
        draft.files().forEach(folder::write);
        folder.write(PlanFile.NAME, yaml);
        Map<String, String> hashes = hashes(draft.files());
        hashes.put(PlanFile.NAME, Authored.hash(yaml));
        folder.remember(new Authored(author.name(), wish.tables(), wish.where(), wish.reach().name(), Map.of(), hashes));
        folder.history().record(now, "planned", Map.of("author", author.name(), "notes", notes));
        folder.history().endConversation();
        return new Planned(folder.load(), folder.directory(), notes, draft.subset());
    }

    /** What the author would write for a wish; no file is touched. */
    public Draft draft(PlanWish wish, Database source, Database target) {
        return draft(wish, Map.of(), source, target);
    }

    /**
     * Answers decisions, all or none, and has the author write anew what it wrote; what a person edited stays.
     *
     * @param answers id → value; empty to take up answers that were written into plan.yaml by hand
     * @throws WharfException of kind USAGE where an id or a value is wrong
     */
    public Planned answer(PlanFolder folder, Map<String, String> answers, Database source, Database target) {
        LoadedPlan loaded = folder.loadToAnswer();
        Plan plan = loaded.plan();
        Decisions.check(plan, answers);
        Map<String, String> all = new TreeMap<>(Decisions.given(plan));
        all.putAll(answers);
        Optional<Authored> authored = folder.authored().filter(a -> a.author().equals(author.name()));
        List<String> notes = new ArrayList<>();
        Instant now = clock.instant();
        Subset subset = null;
        if (authored.isEmpty()) {
            folder.write(PlanFile.NAME, Decisions.edit(loaded.yaml(), answers));
            answers.keySet().forEach(id -> notes.add("A person wrote this plan: see that its class takes up " + id + "."));
        } else {
            Authored before = authored.get();
            PlanWish wish = new PlanWish(plan.name(), plan.request(), before.tables(), before.where(), Reach.remembered(before),
                    plan.namespace(), true);
            Draft draft = draft(wish, all, source, target);
            subset = draft.subset();
            notes.addAll(draft.notes());
            rewrite(folder, loaded, before, draft, answers, all, notes);
        }
        folder.history().record(now, "answered", Map.of("answers", answers, "notes", notes));
        return new Planned(folder.load(), folder.directory(), notes, subset);
    }

    private void rewrite(
            PlanFolder folder,
            LoadedPlan loaded,
            Authored before,
            Draft draft,
            Map<String, String> answers,
            Map<String, String> all,
            List<String> notes) {
        boolean ownYaml = before.wrote(PlanFile.NAME, loaded.yaml());
        String yaml = ownYaml ? PlanFile.write(draft.plan()) : Decisions.edit(loaded.yaml(), answers);
        Map<String, String> hashes = new TreeMap<>(before.files());
        Set<String> mayWrite = new HashSet<>();
        for (Step step : draft.plan().steps()) {
            if (ownYaml || loaded.plan().steps().stream().anyMatch(s -> sameFrame(s, step))) {
                mayWrite.add(step.extract());
                mayWrite.add(step.transform());
            } else {
                notes.add("plan.yaml was edited by a person, and the answers change more of the step " + step.name()
                        + " than its class: nothing but the answer was written.");
            }
        }
        draft.files().forEach((file, text) -> {
            String there = loaded.files().get(file);
            if (text.equals(there)) {
                hashes.put(file, Authored.hash(text));
            } else if (mayWrite.contains(file) && (there == null || before.wrote(file, there))) {
                folder.write(file, text);
                hashes.put(file, Authored.hash(text));
            } else if (there != null && !before.wrote(file, there)) {
                notes.add(leftAlone(file, draft.plan(), answers));
            }
        });
        folder.write(PlanFile.NAME, yaml);
        if (ownYaml) {
            hashes.put(PlanFile.NAME, Authored.hash(yaml));
        } else {
            tellNewDecisions(loaded.plan(), draft.plan(), notes);
        }
        folder.remember(new Authored(before.author(), before.tables(), before.where(), before.reach(), all, hashes));
    }

    /** Whether a class written for the one step works in the other: what the engine adds to its rows is the same. */
    private static boolean sameFrame(Step there, Step wanted) {
        return there.name().equals(wanted.name())
                && there.extract().equals(wanted.extract())
                && there.transform().equals(wanted.transform())
                && there.key().equals(wanted.key())
                && new HashSet<>(there.newKeys()).equals(new HashSet<>(wanted.newKeys()))
                && new HashSet<>(there.references()).equals(new HashSet<>(wanted.references()));
    }

    private static String leftAlone(String file, Plan plan, Map<String, String> answers) {
        List<String> concerned = plan.decisions().stream()
                .filter(d -> answers.containsKey(d.id()))
                .filter(d -> plan.steps().stream()
                        .anyMatch(s -> (s.transform().equals(file) || s.extract().equals(file))
                                && (d.step() == null || s.name().equals(d.step()))))
                .map(d -> d.id() + "=" + d.answer())
                .toList();
        return file + " was edited by a person and is left alone"
                + (concerned.isEmpty() ? "." : "; take up in it: " + String.join(", ", concerned) + ".");
    }

    private static void tellNewDecisions(Plan there, Plan wanted, List<String> notes) {
        Set<String> known = new HashSet<>();
        there.decisions().forEach(d -> known.add(d.id()));
        for (Decision decision : wanted.openDecisions()) {
            if (!known.contains(decision.id())) {
                notes.add("The answers raise another question, which plan.yaml does not have: " + decision.question());
            }
        }
    }

    private Draft draft(PlanWish wish, Map<String, String> answers, Database source, Database target) {
        wish.where().forEach((table, condition) -> Conditions.guard(source, table, condition));
        try (DatabaseEvidence evidence = new DatabaseEvidence(source, target)) {
            return author.write(new PlanRequest(wish.name(), wish.words(), source.name(), target.name(), source.survey(), target.survey(),
                    wish.tables(), wish.where(), wish.reach(), wish.namespace(), answers, evidence));
        }
    }

    private static Map<String, String> hashes(Map<String, String> files) {
        Map<String, String> hashes = new LinkedHashMap<>();
        files.forEach((file, text) -> hashes.put(file, Authored.hash(text)));
        return hashes;
    }
}
