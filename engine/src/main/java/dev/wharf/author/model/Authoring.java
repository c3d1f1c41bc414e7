package dev.wharf.author.model;

import dev.wharf.author.DatabaseEvidence;
import dev.wharf.author.Draft;
import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import dev.wharf.check.PlanChecker;
import dev.wharf.check.Schemas;
import dev.wharf.database.Database;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.gate.Finding;
import dev.wharf.plan.LoadedPlan;
import dev.wharf.plan.PlanFile;
import dev.wharf.plan.PlanFolder;
import dev.wharf.plan.PlanReading;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The loop: ask, read, judge, ask again, until a plan passes every gate or the budget is spent. For one command and one
 * thread; where it stands lies in the plan's history between commands.
 */
final class Authoring {

    /** Rules of the dry run that an overloaded machine breaks as well as a class. */
    private static final Set<String> ACCIDENTS = Set.of("too-slow", "died", "protocol");

    private final PlanFolder folder;
    private final Database source;
    private final Database target;
    private final Schemas schemas;
    private final Map<String, List<String>> shared;
    private final Map<String, String> answers;
    private final Budget budget;
    private final PlanChecker checker;
    private final AuthoringListener listener;
    private final Clock clock;
    private final Ledger ledger;
    private final PlanKeeper keeper;
    private final Prompts prompts;

    /** What is the same for every round. */
    record Setting(Budget budget, PlanChecker checker, AuthoringListener listener, Clock clock) {}

    /**
     * @param shared values that models may see, by {@code table.column}
     * @param answers to decisions of the plan that is there
     */
    Authoring(
            PlanFolder folder,
            Database source,
            Database target,
            Schemas schemas,
            Map<String, List<String>> shared,
            Map<String, String> answers,
            Setting setting) {
        this.folder = folder;
        this.source = source;
        this.target = target;
        this.schemas = schemas;
        this.shared = shared;
        this.answers = answers;
        this.budget = setting.budget();
        this.checker = setting.checker();
        this.listener = setting.listener();
        this.clock = setting.clock();
        this.ledger = new Ledger(folder.history());
        this.keeper = new PlanKeeper(folder, setting.clock());
        this.prompts = new Prompts(schemas.source(), schemas.target(), shared);
    }

    /** Asks until a plan stands or a prompt waits in files. */
    AuthoringOutcome go(Conversation start, ChatModel chat) {
        Conversation conversation = start;
        folder.history().share(shared.keySet());
        while (true) {
            Prompt prompt = prompt(conversation);
            Optional<String> spent = budget.spent(conversation, Usage.estimate(prompt.system()) + Usage.estimate(prompt.user()));
            if (spent.isPresent()) {
                throw givenUp(conversation, spent.get());
            }
            int number = ledger.next();
            conversation = conversation.asking(number);
            conversation.write(folder.history());
            listener.at(waiting(conversation, chat));
            Instant begun = clock.instant();
            Reply reply = chat.ask(prompt, budget.left(conversation), listener, body -> {
                ledger.keep(number, prompt.pass(), chat.name().equals("paste") ? "prompt.md" : "request.json", body);
            });
            if (reply instanceof Reply.Awaited awaited) {
                return new AuthoringOutcome.Asked(folder.name(), awaited.prompt(), awaited.schema(), conversation.repairs() + 1,
                        conversation.findings());
            }
            conversation = conversation.withUsage(reply.usage(), clock.millis() - begun.toEpochMilli());
            Taken taken = take(conversation, reply);
            if (taken.written() != null) {
                return taken.written();
            }
            conversation = taken.conversation();
        }
    }

    /** Goes on with the answer that a prompt in files waited for. */
    AuthoringOutcome answered(Conversation conversation, String answer, ChatModel chat) {
        Taken taken = take(conversation, new Reply.Text(answer,
                new Usage(1, 0, Usage.estimate(answer))));
        return taken.written() != null ? taken.written() : go(taken.conversation(), chat);
    }

    /** Writes the plan of an answer that passed the gates before, with further answers to its decisions. */
    AuthoringOutcome rewritten(Conversation conversation, PlanAnswer answer) {
        PlanBuilder.Built built = PlanBuilder.build(frame(conversation), answer);
        Draft draft = built.draft();
        if (draft == null) {
            throw new WharfException(Kind.REFUSED, "answer-not-taken-up",
                    "The plan cannot be written anew: " + FindingsForModel.brief(built.findings().getFirst()),
                    "Plan anew with --replace.");
        }
        List<Finding> findings = checked(draft);
        if (!findings.isEmpty()) {
            throw new WharfException(Kind.REFUSED, "check-refused", "With these answers the plan does not pass its checks: "
                    + FindingsForModel.brief(findings.getFirst()), findings.getFirst().next());
        }
        return keeper.written(conversation, answer, draft, shared.keySet());
    }

    private record Taken(Conversation conversation, AuthoringOutcome.@Nullable Written written) {}

    private Prompt prompt(Conversation conversation) {
        if (conversation.pass() == Prompt.Pass.TABLES) {
            return prompts.tables(conversation);
        }
        return prompts.plan(conversation, moved(conversation));
    }

    private List<String> moved(Conversation conversation) {
        String namespace = conversation.namespace() == null ? conversation.source() : conversation.namespace();
        List<String> moved = new ArrayList<>();
        try (DatabaseEvidence evidence = new DatabaseEvidence(source, target)) {
            for (Table table : prompts.closure(schemas.target(), conversation.targetTables()).shown()) {
                if (evidence.movedBefore(namespace, table.name().toString())) {
                    moved.add(table.name().toString());
                }
            }
        }
        return moved;
    }

    private static String waiting(Conversation conversation, ChatModel chat) {
        if (conversation.pass() == Prompt.Pass.TABLES) {
            return chat.name() + ": which tables are needed…";
        }
        return chat.name() + (conversation.repairs() == 0 ? ": writing the plan…" : ": repair " + conversation.repairs() + "…");
    }

    private Taken take(Conversation conversation, Reply reply) {
        String text = switch (reply) {
            case Reply.Text whole -> whole.text();
            case Reply.Truncated cut -> cut.text();
            case Reply.Refused refused -> refused.reason();
            case Reply.Awaited awaited -> throw new IllegalStateException(awaited.prompt() + " waits for an answer");
        };
        ledger.keep(conversation.asked(), conversation.pass(), "reply.txt", text.getBytes(StandardCharsets.UTF_8));
        return switch (reply) {
            case Reply.Truncated cut -> again(conversation, null, "truncated",
                    "Your answer was cut off before its end. Give the whole answer, and make it shorter: plain classes, short reasons.");
            case Reply.Refused refused -> again(conversation, null, "refused",
                    "You gave no answer. Nothing but a plan is asked for; if it is impossible, say why in `impossible`.");
            default -> conversation.pass() == Prompt.Pass.TABLES ? tables(conversation, text) : plan(conversation, text);
        };
    }

    private Taken again(Conversation conversation, @Nullable String answer, String rule, String message) {
        return again(conversation, answer, List.of(new Finding("answer", null, null, null, null, rule, message, "")), List.of(message));
    }

    private Taken again(Conversation conversation, @Nullable String answer, List<Finding> findings, List<String> told) {
        folder.history().record(clock.instant(), "model-answer-refused",
                Map.of("prompt", conversation.asked(), "findings", findings));
        String fingerprint = FindingsForModel.fingerprint(findings);
        boolean before = conversation.fingerprints().contains(fingerprint);
        Conversation next = conversation.repairing(answer, told, fingerprint);
        next.write(folder.history());
        if (before) {
            throw givenUp(next, "its answer has the same faults as one before");
        }
        return new Taken(next, null);
    }

    private Taken tables(Conversation conversation, String text) {
        AnswerReader.Reading<TablesAnswer> reading = AnswerReader.tables(text);
        TablesAnswer answer = reading.value();
        if (answer == null) {
            return unreadable(conversation, text, reading.problems());
        }
        List<String> ofSource = known(schemas.source(), answer.source());
        List<String> ofTarget = known(schemas.target(), answer.target());
        if (ofSource.isEmpty() || ofTarget.isEmpty()) {
            return again(conversation, text, "no-tables", "No " + (ofSource.isEmpty() ? "source" : "target")
                    + " table that you name is in the list. Write names exactly as they are listed.");
        }
        Conversation next = conversation.chosen(ofSource, ofTarget);
        next.write(folder.history());
        return new Taken(next, null);
    }

    private static List<String> known(Schema schema, List<String> names) {
        return new LinkedHashSet<>(names).stream().filter(name -> !name.isEmpty() && schema.table(name).isPresent()).toList();
    }

    private Taken unreadable(Conversation conversation, String text, List<String> problems) {
        List<Finding> findings = problems.stream()
                .map(problem -> new Finding("answer", null, null, null, null, "form", problem, "Keep to the schema."))
                .toList();
        return again(conversation, text.length() > AnswerReader.MAX_CHARACTERS ? null : text, findings,
                problems.stream().map(problem -> "[answer, form] " + problem + ". Keep to the schema of the answer.").toList());
    }

    private Taken plan(Conversation conversation, String text) {
        AnswerReader.Reading<PlanAnswer> reading = AnswerReader.plan(text);
        PlanAnswer answer = reading.value();
        if (answer == null) {
            return unreadable(conversation, text, reading.problems());
        }
        if (answer.impossible() != null) {
            throw impossible(conversation, answer.impossible());
        }
        listener.at("checking the plan…");
        PlanBuilder.Built built = PlanBuilder.build(frame(conversation), answer);
        Draft draft = built.draft();
        List<Finding> findings = new ArrayList<>(built.findings());
        if (draft != null) {
            PlanReading read = PlanFile.read(PlanFile.write(draft.plan()));
            findings.addAll(read.findings());
            if (findings.isEmpty()) {
                findings.addAll(checked(draft));
            }
        }
        if (draft != null && findings.isEmpty()) {
            return new Taken(conversation, keeper.written(conversation, answer, draft, shared.keySet()));
        }
        refuseEnvironment(findings);
        Set<String> hidden = new HashSet<>(built.values());
        shared.values().forEach(hidden::removeAll);
        hidden.addAll(new Withheld(conversation.withheld()).values());
        return again(conversation, text, findings,
                new FindingsForModel(List.of(schemas.source(), schemas.target()), answer, hidden).told(findings));
    }

    /** A container that died or fell silent may have met a bad moment; a model is told only what happens twice. */
    private List<Finding> checked(Draft draft) {
        LoadedPlan loaded = LoadedPlan.of(draft.plan(), draft.files());
        List<Finding> findings = checker.check(loaded, source, target, schemas).findings();
        boolean perhapsAccident = findings.stream().anyMatch(finding -> finding.gate().equals("compile") && finding.line() == null
                || finding.gate().equals("dry-run") && ACCIDENTS.contains(finding.rule()));
        return perhapsAccident ? checker.check(loaded, source, target, schemas).findings() : findings;
    }

    /** What no answer of a model can mend. */
    private static void refuseEnvironment(List<Finding> findings) {
        findings.stream().filter(finding -> finding.step() == null && finding.gate().equals("schema")).findFirst().ifPresent(finding -> {
            throw new WharfException(Kind.REFUSED, finding.rule(), finding.message(), finding.next());
        });
    }

    private PlanBuilder.Frame frame(Conversation conversation) {
        ExtractValues values = new ExtractValues(source);
        Map<String, dev.wharf.author.Evidence.Values> asked = new HashMap<>();
        Map<String, String> known = new TreeMap<>(answers);
        known.putAll(conversation.given());
        return new PlanBuilder.Frame(
                folder.name(),
                String.join("; then: ", conversation.words()),
                conversation.source(),
                conversation.target(),
                conversation.namespace(),
                schemas.target(),
                known,
                conversation.given(),
                new Withheld(conversation.withheld()),
                (sql, column) -> asked.computeIfAbsent(column + "\n" + sql, key -> values.of(sql, column)));
    }

    private WharfException impossible(Conversation conversation, String why) {
        folder.history().record(clock.instant(), "model-gave-up", Map.of("prompt", conversation.asked(), "why", why));
        return new WharfException(Kind.DATA, "model-gave-up",
                "The model says that no plan can do this: " + why.strip().replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " "),
                "Say the request otherwise, or name tables with --table.");
    }

    /** Keeps what there is as a draft, where no plan stands in its place. */
    private WharfException givenUp(Conversation conversation, String why) {
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
        Draft draft = PlanBuilder.build(frame(conversation), answer).draft();
        if (draft == null) {
            return false;
        }
        return keeper.keptAsDraft(conversation, draft);
    }
}
