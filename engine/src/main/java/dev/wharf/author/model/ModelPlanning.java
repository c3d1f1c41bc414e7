package dev.wharf.author.model;

import dev.wharf.author.Conditions;
import dev.wharf.author.DatabaseEvidence;
import dev.wharf.author.Evidence;
import dev.wharf.author.PlanWish;
import dev.wharf.author.Planned;
import dev.wharf.author.template.ValueMeanings;
import dev.wharf.catalog.Column;
import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TableName;
import dev.wharf.check.PlanChecker;
import dev.wharf.check.PlanScope;
import dev.wharf.check.Schemas;
import dev.wharf.database.Database;
import dev.wharf.failure.Kind;
import dev.wharf.failure.Nearest;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Has plans written, changed and decided by a model. It reads both databases and writes plans' folders only; what a model
 * writes is judged by every gate before it stands in a folder.
 */
public final class ModelPlanning {

    /** As {@code --author} and records name it. */
    public static final String MODEL = "model";

    /** As {@code --author} and records name the model that a person carries prompts to. */
    public static final String PASTE = "paste";

    private static final int MAX_SHARED = 100;
    private static final int MAX_SHARED_LENGTH = 60;

    private final String author;
    private final ModelSettings settings;
    private final Function<PlanFolder, ChatModel> chats;
    private final Authoring.Setting setting;
    private final Clock clock;

    /**
     * @param author {@link #MODEL} or {@link #PASTE}
     * @param chats opens what is asked, when something is asked; this closes it
     */
    public ModelPlanning(
            String author,
            ModelSettings settings,
            Function<PlanFolder, ChatModel> chats,
            PlanChecker checker,
            AuthoringListener listener,
            Clock clock) {
        this.author = author;
        this.settings = settings;
        this.chats = chats;
        this.clock = clock;
        this.setting = new Authoring.Setting(Budget.of(settings), checker, listener, clock);
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
        try (ChatModel chat = chats.apply(folder)) {
            return plan(folder, wish, source, target, chat);
        }
    }

    private AuthoringOutcome plan(PlanFolder folder, PlanWish wish, Database source, Database target, ChatModel chat) {
        wish.where().forEach((table, condition) -> Conditions.guard(source, table, condition));
        Schemas schemas = Schemas.of(source, target);
        requireTables(schemas, wish);
        Predicate<String> said = said(schemas, List.of(wish.words()));
        Withheld withheld = new Withheld(Map.of());
        Map<String, String> where = new LinkedHashMap<>();
        wish.where().forEach((table, condition) -> where.put(table, withheld.sql(condition, said)));
        List<String> ofSource = chosen(schemas.source(), schemas, wish.tables(), wish.where().keySet().stream().toList());
        List<String> ofTarget = chosen(schemas.target(), schemas, wish.tables(), List.of());
        boolean decided = !ofSource.isEmpty() && !ofTarget.isEmpty();
        Conversation conversation = new Conversation(author, List.of(wish.words()), source.name(), target.name(), wish.namespace(),
                wish.tables(), where, withheld.literals(), decided ? Prompt.Pass.PLAN : Prompt.Pass.TABLES,
                decided ? ofSource : List.of(), decided ? ofTarget : List.of(), null, Map.of(), null, List.of(), List.of(), 0,
                Usage.NONE, 0, 0);
        return session(folder, Map.of(), schemas, source, target).go(conversation, chat);
    }

    /** Changes a plan as further words ask, whoever wrote it. What a person edited is sent without its literals. */
    public AuthoringOutcome refine(PlanFolder folder, String words, Database source, Database target) {
        LoadedPlan loaded = folder.load();
        Plan plan = loaded.plan();
        Schemas schemas = Schemas.of(source, target);
        Conversation before = before(folder, plan, schemas);
        List<String> all = new ArrayList<>(before.words());
        all.add(words);
        Withheld withheld = new Withheld(before.withheld());
        PlanAnswer base = untouched(folder, loaded)
                ? before.base()
                : PlanAsAnswer.of(loaded, withheld, said(schemas, all).or(added(plan)));
        if (base == null) {
            base = PlanAsAnswer.of(loaded, withheld, said(schemas, all).or(added(plan)));
        }
        Map<String, String> answers = Decisions.given(plan);
        // a change may need tables that nobody looked at before
        Prompt.Pass first = few(schemas) ? Prompt.Pass.PLAN : Prompt.Pass.TABLES;
        Conversation conversation = before.changing(all, base, choices(base, answers), withheld.literals(), author, first);
        return go(folder, conversation, answers, schemas, source, target);
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
        Conversation before = Conversation.read(folder.history()).orElse(null);
        PlanAnswer base = before == null ? null : before.base();
        if (before == null || base == null || plan.draft() || !untouched(folder, loaded)) {
            return onlyDecided(folder, loaded, given);
        }
        Schemas schemas = Schemas.of(source, target);
        Map<String, String> choices = choices(base, answers);
        Conversation conversation = before.changing(before.words(), base, choices, before.withheld(), author, Prompt.Pass.PLAN);
        boolean taken = base.questions().stream()
                .allMatch(question -> question.assumed().equals(choices.getOrDefault(question.id(), question.assumed())));
        return taken
                ? session(folder, answers, schemas, source, target).rewritten(conversation, base)
                : go(folder, conversation, answers, schemas, source, target);
    }

    /** Takes the answer that a prompt in files waits for. */
    public AuthoringOutcome takeAnswer(PlanFolder folder, String answer, Database source, Database target) {
        Conversation conversation = waiting(folder);
        Map<String, String> answers = folder.exists() ? Decisions.given(folder.loadToAnswer().plan()) : Map.of();
        Schemas schemas = Schemas.of(source, target);
        try (ChatModel chat = chats.apply(folder)) {
            return session(folder, answers, schemas, source, target).answered(conversation, answer, chat);
        }
    }

    /** The names of the two connections between which a prompt was written that waits for its answer. */
    public static List<String> connections(PlanFolder folder) {
        Conversation conversation = waiting(folder);
        return List.of(conversation.source(), conversation.target());
    }

    private static Conversation waiting(PlanFolder folder) {
        return Conversation.read(folder.history())
                .filter(conversation -> conversation.author().equals(PASTE) && conversation.asked() > 0)
                .orElseThrow(() -> new WharfException(Kind.USAGE, "no-prompt",
                        "No prompt of the plan " + folder.name() + " waits for an answer.",
                        "`wharf plan REQUEST --name " + folder.name() + " --author paste` writes one."));
    }

    private AuthoringOutcome go(
            PlanFolder folder, Conversation conversation, Map<String, String> answers, Schemas schemas, Database source, Database target) {
        Authoring session = session(folder, answers, schemas, source, target);
        try (ChatModel chat = chats.apply(folder)) {
            return session.go(conversation, chat);
        }
    }

    private Authoring session(PlanFolder folder, Map<String, String> answers, Schemas schemas, Database source, Database target) {
        return new Authoring(folder, source, target, schemas, shared(schemas, source, target), answers, setting);
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
        folder.history().record(clock.instant(), "answered", Map.of("answers", given, "notes", notes));
        return new AuthoringOutcome.Written(new Planned(folder.load(), folder.directory(), notes, null), Usage.NONE, List.of());
    }

    /** Of the answers those to the model's own questions, where they are one of its options. */
    private static Map<String, String> choices(PlanAnswer base, Map<String, String> answers) {
        Map<String, String> choices = new LinkedHashMap<>();
        for (PlanAnswer.Question question : base.questions()) {
            String answer = answers.get(question.id());
            if (answer != null && question.options().contains(answer)) {
                choices.put(question.id(), answer);
            }
        }
        return choices;
    }

    private static boolean untouched(PlanFolder folder, LoadedPlan loaded) {
        return folder.authored()
                .filter(authored -> authored.wrote(PlanFile.NAME, loaded.yaml()))
                .filter(authored -> loaded.files().entrySet().stream().allMatch(file -> authored.wrote(file.getKey(), file.getValue())))
                .isPresent();
    }

    /** What was talked of before; of a plan that no model wrote, what its files say. */
    private Conversation before(PlanFolder folder, Plan plan, Schemas schemas) {
        Optional<Conversation> known = Conversation.read(folder.history()).filter(conversation -> conversation.base() != null);
        if (known.isPresent()) {
            return known.get();
        }
        PlanScope scope = PlanScope.of(folder.load(), schemas, entity -> Optional.empty());
        List<String> ofTarget = scope.target().stream().map(TableName::toString).toList();
        List<String> ofSource = scope.source().stream().map(TableName::toString).toList();
        return new Conversation(author, List.of(plan.request()), plan.source(), plan.target(), plan.namespace(), List.of(), Map.of(), Map.of(),
                Prompt.Pass.PLAN, ofSource, ofTarget, null, Map.of(), null, List.of(), List.of(), 0, Usage.NONE, 0, 0);
    }

    /** What leaves the house by other ways: names and labels of the schemas, and what the request itself says. */
    private static Predicate<String> said(Schemas schemas, List<String> words) {
        Set<String> names = new HashSet<>();
        for (Schema schema : List.of(schemas.source(), schemas.target())) {
            for (Table table : schema.tables()) {
                names.add(table.name().toString());
                names.add(table.name().name());
                for (Column column : table.columns()) {
                    names.add(column.name());
                    names.addAll(ValueMeanings.labels(table, column));
                }
            }
        }
        String text = String.join("\n", words);
        return literal -> names.contains(literal)
                || Pattern.compile("(?<![\\p{L}\\p{N}_])" + Pattern.quote(literal) + "(?![\\p{L}\\p{N}_])").matcher(text).find();
    }

    private static Predicate<String> added(Plan plan) {
        List<String> names = plan.steps().stream()
                .flatMap(step -> Stream.concat(step.newKeys().stream().map(key -> key.column()), step.references().stream().map(r -> r.column())))
                .toList();
        return names::contains;
    }

    private static List<String> chosen(Schema schema, Schemas schemas, List<String> tables, List<String> conditions) {
        List<String> named = Stream.concat(tables.stream(), conditions.stream()).distinct().filter(name -> schema.table(name).isPresent()).toList();
        return few(schemas) && (named.isEmpty() || tables.isEmpty())
                ? schema.tables().stream().map(table -> table.name().toString()).toList()
                : tables.isEmpty() ? List.of() : named;
    }

    private static boolean few(Schemas schemas) {
        return schemas.source().tables().size() + schemas.target().tables().size() <= Prompts.FEW_TABLES;
    }

    private static void requireTables(Schemas schemas, PlanWish wish) {
        List<String> known = Stream.concat(schemas.source().tables().stream(), schemas.target().tables().stream())
                .map(table -> table.name().toString())
                .distinct()
                .toList();
        for (String name : Stream.concat(wish.tables().stream(), wish.where().keySet().stream()).toList()) {
            if (schemas.source().table(name).isEmpty() && schemas.target().table(name).isEmpty()) {
                throw new WharfException(Kind.USAGE, "unknown-table", "Neither side has a table named " + name + ".",
                        Nearest.hint(name, known, "`wharf survey` lists the tables."));
            }
        }
    }

    /** The values of the columns under {@code model.share}. */
    private Map<String, List<String>> shared(Schemas schemas, Database source, Database target) {
        Map<String, List<String>> shared = new LinkedHashMap<>();
        if (settings.share().isEmpty()) {
            return shared;
        }
        try (DatabaseEvidence evidence = new DatabaseEvidence(source, target)) {
            for (String name : settings.share()) {
                int dot = name.lastIndexOf('.');
                Table ofSource = schemas.source().table(name.substring(0, dot)).orElse(null);
                Table ofTarget = schemas.target().table(name.substring(0, dot)).orElse(null);
                String column = name.substring(dot + 1);
                if (ofSource != null && ofSource.column(column).isPresent()) {
                    shared.put(name, texts(evidence.sourceValues(ofSource, column, null)));
                } else if (ofTarget != null && ofTarget.column(column).isPresent()) {
                    shared.put(name, texts(evidence.targetValues(ofTarget, column)));
                } else {
                    throw new WharfException(Kind.USAGE, "share-unknown", "model.share names " + name + ", which neither side has.",
                            "Correct it in wharf.yaml, or take it out.");
                }
            }
        }
        return shared;
    }

    private static List<String> texts(Evidence.Values values) {
        return values.texts().stream().filter(text -> text.length() <= MAX_SHARED_LENGTH).sorted().limit(MAX_SHARED).toList();
    }
}
