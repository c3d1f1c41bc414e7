package dev.wharf.author.model;

import dev.wharf.author.Conditions;
import dev.wharf.author.PlanWish;
import dev.wharf.author.Planned;
import dev.wharf.author.Planning;
import dev.wharf.author.Reach;
import dev.wharf.author.recall.Example;
import dev.wharf.author.recall.Recall;
import dev.wharf.catalog.TableName;
import dev.wharf.check.PlanChecker;
import dev.wharf.check.PlanScope;
import dev.wharf.check.Schemas;
import dev.wharf.database.Database;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.plan.Authored;
import dev.wharf.plan.Decisions;
import dev.wharf.plan.LoadedPlan;
import dev.wharf.plan.Plan;
import dev.wharf.plan.PlanFile;
import dev.wharf.plan.PlanFolder;
import dev.wharf.workspace.ModelSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Has plans written, changed and decided by a model. It reads both databases and writes plans' folders only; what a model
 * writes is judged by every gate before it stands in a folder.
 */
public final class ModelPlanning {

    /** As {@code --author} and records name it. */
    public static final String MODEL = "model";

    /** As {@code --author} and records name the model that a person carries prompts to. */
    public static final String PASTE = "paste";

    private static final int MAX_EXAMPLES = 2;

    /**
     * What is the same for every plan.
     *
     * @param budget of one plan
     * @param template writes the plans of subsets whose start a model chose
     * @param recall what earlier plans teach
     */
    record Setting(Budget budget, PlanChecker checker, Planning template, Recall recall, AuthoringListener listener, Clock clock) {}

    private final String author;
    private final ModelSettings settings;
    private final Function<PlanFolder, ChatModel> chats;
    private final Setting setting;

    /**
     * @param author {@link #MODEL} or {@link #PASTE}
     * @param chats opens what is asked, when something is asked; this closes it
     * @param template writes the plans of subsets whose start a model chose
     * @param recall what earlier plans teach
     */
    public ModelPlanning(
            String author,
            ModelSettings settings,
            Function<PlanFolder, ChatModel> chats,
            PlanChecker checker,
            Planning template,
            Recall recall,
            AuthoringListener listener,
            Clock clock) {
        this.author = author;
        this.settings = settings;
        this.chats = chats;
        this.setting = new Setting(Budget.of(settings), checker, template, recall, listener, clock);
    }

    /** Whether a plan was written by one of these authors. */
    public static boolean wrote(PlanFolder folder) {
        return folder.authored().map(Authored::author).filter(a -> a.equals(MODEL) || a.equals(PASTE)).isPresent();
    }

    /**
     * Writes a new plan.
     *
     * @throws WharfException of kind REFUSED with code {@code plan-exists}; of kind DATA with code {@code model-gave-up} where
     *     the budget is spent; of kind ENVIRONMENT where no model answers
     */
    public AuthoringOutcome plan(Path plans, PlanWish wish, Database source, Database target) {
        PlanFolder folder = PlanFolder.of(plans, wish.name());
        if (folder.exists() && !wish.replace()) {
            throw new WharfException(Kind.REFUSED, "plan-exists", "There is a plan named " + wish.name() + " already; it is kept.",
                    "Add --replace to write it anew, --refine to change it, or choose another --name.");
        }
        wish.reach().requireAlone(wish.tables());
        try (ChatModel chat = chats.apply(folder)) {
            return plan(folder, wish, source, target, chat);
        }
    }

    private AuthoringOutcome plan(PlanFolder folder, PlanWish wish, Database source, Database target, ChatModel chat) {
        wish.where().forEach((table, condition) -> Conditions.guard(source, table, condition));
        Sides sides = Sides.of(source, target);
        TableChoice choice = TableChoice.of(sides.schemas(), wish);
        Predicate<String> said = KnownWords.of(sides.schemas(), List.of(wish.words()));
        Withheld withheld = new Withheld(Map.of());
        Map<String, String> where = new LinkedHashMap<>();
        wish.where().forEach((table, condition) -> where.put(table, withheld.sql(condition, said)));
        Conversation conversation = new Conversation(author, List.of(wish.words()), source.name(), target.name(), wish.namespace(),
                wish.tables(), wish.reach(), where, withheld.literals(), Prompt.Pass.TABLES, choice.source(), choice.target(),
                Conversation.hashThere(folder), null, Map.of(), Map.of(), Conversation.Progress.NONE);
        return session(folder, conversation, sides)
                .go(choice.decided() ? conversation.chosen(List.of(), List.of(), conversation.afterTables()) : conversation, chat);
    }

    /** Changes a plan as further words ask, whoever wrote it. What a person edited is sent without its literals. */
    public AuthoringOutcome refine(PlanFolder folder, String words, Database source, Database target) {
        LoadedPlan loaded = folder.load();
        Plan plan = loaded.plan();
        Sides sides = Sides.of(source, target);
        Conversation before = before(folder, loaded, sides.schemas());
        List<String> all = new ArrayList<>(before.words());
        all.add(words);
        Withheld withheld = new Withheld(before.withheld());
        PlanAnswer base = before.base();
        if (base == null) {
            EditedTexts.require(loaded, sides.schemas().source());
            base = PlanAsAnswer.of(loaded, withheld, KnownWords.of(sides.schemas(), all).or(KnownWords.added(plan)));
        }
        // a change may need tables that nobody looked at before
        Prompt.Pass first = TableChoice.few(sides.schemas()) ? Prompt.Pass.PLAN : Prompt.Pass.TABLES;
        return go(folder, before.changing(loaded.hash(), all, base, Decisions.given(plan), withheld.literals(), author, first), sides);
    }

    /**
     * Answers decisions, all or none. Answers about values are taken up here; a choice that the plan does not take yet needs
     * the model again.
     *
     * @param given id → value; empty to take up answers that were written into plan.yaml by hand
     */
    public AuthoringOutcome answer(PlanFolder folder, Map<String, String> given, Database source, Database target) {
        LoadedPlan loaded = folder.loadToAnswer();
        Plan plan = loaded.plan();
        Decisions.check(plan, given);
        Map<String, String> answers = new TreeMap<>(Decisions.given(plan));
        answers.putAll(given);
        Conversation before = Conversation.settled(folder.history()).filter(known -> known.fits(loaded.hash())).orElse(null);
        PlanAnswer base = before == null ? null : before.base();
        if (before == null || base == null || plan.draft()) {
            return onlyDecided(folder, loaded, given);
        }
        Sides sides = Sides.of(source, target);
        Conversation conversation =
                before.changing(loaded.hash(), before.words(), base, answers, before.withheld(), author, Prompt.Pass.PLAN);
        boolean taken = base.questions().stream()
                .allMatch(question -> question.assumed().equals(conversation.given().getOrDefault(question.id(), question.assumed())));
        return taken ? session(folder, conversation, sides).rewritten(conversation, base) : go(folder, conversation, sides);
    }

    /** Takes the answer that a prompt in files waits for. */
    public AuthoringOutcome takeAnswer(PlanFolder folder, String answer, Database source, Database target) {
        Conversation conversation = waiting(folder);
        conversation.requireUnchanged(folder);
        try (ChatModel chat = chats.apply(folder)) {
            return session(folder, conversation, Sides.of(source, target)).answered(conversation, answer, chat);
        }
    }

    /** The names of the two connections between which a prompt was written that waits for its answer. */
    public static List<String> connections(PlanFolder folder) {
        Conversation conversation = waiting(folder);
        return List.of(conversation.source(), conversation.target());
    }

    private static Conversation waiting(PlanFolder folder) {
        return Conversation.underWay(folder.history())
                .filter(conversation -> conversation.author().equals(PASTE) && conversation.asked() > 0)
                .orElseThrow(() -> new WharfException(Kind.USAGE, "no-prompt",
                        "No prompt of the plan " + folder.name() + " waits for an answer.",
                        "`wharf plan REQUEST --name " + folder.name() + " --author paste` writes one."));
    }

    private AuthoringOutcome go(PlanFolder folder, Conversation conversation, Sides sides) {
        Authoring session = session(folder, conversation, sides);
        try (ChatModel chat = chats.apply(folder)) {
            return session.go(conversation, chat);
        }
    }

    private Authoring session(PlanFolder folder, Conversation conversation, Sides sides) {
        Map<String, List<String>> shared = SharedValues.of(settings.share(), sides);
        Predicate<String> shown = KnownWords.of(sides.schemas(), conversation.words())
                .or(value -> shared.values().stream().anyMatch(values -> values.contains(value)));
        List<Example> examples = setting.recall()
                .similarTo(String.join("; ", conversation.words()), sides.schemas().source(), sides.schemas().target(), shown)
                .stream()
                .filter(example -> !example.plan().equals(folder.name()))
                .limit(MAX_EXAMPLES)
                .toList();
        return new Authoring(folder, sides, shared, examples, setting);
    }

    /** The answers go into plan.yaml alone, because a person wrote or edited the plan. */
    private AuthoringOutcome onlyDecided(PlanFolder folder, LoadedPlan loaded, Map<String, String> given) {
        folder.write(PlanFile.NAME, Decisions.edit(loaded.yaml(), given));
        List<String> notes = given.entrySet().stream()
                .map(answer -> "A person edited this plan: see that it takes up " + answer.getKey() + "=" + answer.getValue() + ".")
                .toList();
        folder.authored().ifPresent(authored -> {
            Map<String, String> all = new TreeMap<>(authored.answers());
            all.putAll(given);
            folder.remember(new Authored(
                    authored.author(), authored.tables(), authored.where(), authored.reach(), all, authored.files()));
        });
        folder.history().record(setting.clock().instant(), "answered", Map.of("answers", given, "notes", notes));
        return new AuthoringOutcome.Written(new Planned(folder.load(), folder.directory(), notes, null), Usage.NONE, List.of());
    }

    /** What was talked of before, where that led to this very plan; else what its files say. */
    private Conversation before(PlanFolder folder, LoadedPlan loaded, Schemas schemas) {
        Optional<Conversation> known = Conversation.settled(folder.history()).filter(conversation -> conversation.fits(loaded.hash()));
        if (known.isPresent()) {
            return known.get();
        }
        Plan plan = loaded.plan();
        PlanScope scope = PlanScope.of(loaded, schemas, entity -> Optional.empty());
        List<String> ofTarget = scope.target().stream().map(TableName::toString).toList();
        List<String> ofSource = scope.source().stream().map(TableName::toString).toList();
        return new Conversation(author, List.of(plan.request()), plan.source(), plan.target(), plan.namespace(), List.of(), Reach.CONDITIONS,
                Map.of(), Map.of(), Prompt.Pass.PLAN, ofSource, ofTarget, loaded.hash().value(), null, Map.of(), Map.of(),
                Conversation.Progress.NONE);
    }
}
