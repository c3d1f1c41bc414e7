package dev.wharf.author.model;

import dev.wharf.author.DatabaseEvidence;
import dev.wharf.author.Draft;
import dev.wharf.author.recall.Example;
import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.gate.Finding;
import dev.wharf.plan.PlanFolder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The loop: ask, read, judge, ask again, until a plan passes every gate or the budget is spent. For one command and one
 * thread; where it stands lies in the plan's history between commands.
 */
final class Authoring {

    private final PlanFolder folder;
    private final Sides sides;
    private final Map<String, List<String>> shared;
    private final List<Example> examples;
    private final Budget budget;
    private final AuthoringListener listener;
    private final Clock clock;
    private final Ledger ledger;
    private final AnswerJudge judge;
    private final PlanKeeper keeper;
    private final GivingUp givingUp;
    private final SubsetStart subsets;
    private final Prompts prompts;

    /**
     * @param shared values that models may see, by {@code table.column}
     * @param examples approved plans that are like the request
     */
    Authoring(
            PlanFolder folder,
            Sides sides,
            Map<String, List<String>> shared,
            List<Example> examples,
            ModelPlanning.Setting setting) {
        this.folder = folder;
        this.sides = sides;
        this.shared = shared;
        this.examples = examples;
        this.budget = setting.budget();
        this.listener = setting.listener();
        this.clock = setting.clock();
        this.ledger = new Ledger(folder.history());
        this.judge = new AnswerJudge(folder.name(), sides, setting.checker());
        this.keeper = new PlanKeeper(folder, setting.clock());
        this.givingUp = new GivingUp(folder, judge, keeper, setting.clock());
        this.subsets = new SubsetStart(folder, sides, setting.template(), setting.clock());
        this.prompts = new Prompts(sides.schemas().source(), sides.schemas().target(), shared);
    }

    /** Asks until a plan stands or a prompt waits in files. */
    AuthoringOutcome go(Conversation start, ChatModel chat) {
        Conversation conversation = start;
        folder.history().share(shared.keySet());
        while (true) {
            Prompt prompt = prompt(conversation);
            Optional<String> spent = budget.spent(conversation, Usage.estimate(prompt.system()) + Usage.estimate(prompt.user()));
            if (spent.isPresent()) {
                throw givingUp.spent(conversation, spent.get());
            }
            int number = ledger.next();
            conversation = conversation.asking(number);
            conversation.keep(folder.history());
            listener.at(waiting(conversation, chat));
            Instant begun = clock.instant();
            Reply reply = chat.ask(prompt, budget.left(conversation), listener, body -> {
                ledger.keep(number, prompt.pass(), chat.name().equals("paste") ? Ledger.PROMPT_FILE : "request.json", body);
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

    /** Goes on with the answer that a prompt in files waited for; both are counted by their length. */
    AuthoringOutcome answered(Conversation conversation, String answer, ChatModel chat) {
        Usage usage = new Usage(1, ledger.tokens(conversation.asked(), conversation.pass()), Usage.estimate(answer));
        Taken taken = take(conversation.withUsage(usage, 0), new Reply.Text(answer, usage));
        return taken.written() != null ? taken.written() : go(taken.conversation(), chat);
    }

    /** Writes the plan of an answer that passed the gates before, with further answers to its decisions. */
    AuthoringOutcome rewritten(Conversation conversation, PlanAnswer answer) {
        AnswerJudge.Judgement judgement = judge.judge(conversation, answer);
        Draft draft = judgement.draft();
        if (draft == null) {
            throw new WharfException(Kind.REFUSED, "answer-not-taken-up",
                    "The plan cannot be written anew: " + FindingsForModel.brief(judgement.findings().getFirst()),
                    "Plan anew with --replace.");
        }
        if (!judgement.findings().isEmpty()) {
            Finding first = judgement.findings().getFirst();
            throw new WharfException(Kind.REFUSED, "check-refused",
                    "With these answers the plan does not pass its checks: " + FindingsForModel.brief(first), first.next());
        }
        return keeper.written(conversation, answer, draft, shared.keySet(), examples);
    }

    private record Taken(Conversation conversation, AuthoringOutcome.@Nullable Written written) {}

    private Prompt prompt(Conversation conversation) {
        return switch (conversation.pass()) {
            case TABLES -> prompts.tables(conversation);
            case START -> prompts.start(conversation);
            case PLAN -> prompts.plan(conversation, moved(conversation), examples);
        };
    }

    private List<String> moved(Conversation conversation) {
        String namespace = conversation.namespace() == null ? conversation.source() : conversation.namespace();
        List<String> moved = new ArrayList<>();
        try (DatabaseEvidence evidence = new DatabaseEvidence(sides.source(), sides.target())) {
            for (Table table : prompts.closure(sides.schemas().target(), conversation.targetTables()).shown()) {
                if (evidence.movedBefore(namespace, table.name().toString())) {
                    moved.add(table.name().toString());
                }
            }
        }
        return moved;
    }

    private static String waiting(Conversation conversation, ChatModel chat) {
        return chat.name() + switch (conversation.pass()) {
            case TABLES -> ": which tables are needed…";
            case START -> ": which rows are meant…";
            case PLAN -> conversation.repairs() == 0 ? ": writing the plan…" : ": repair " + conversation.repairs() + "…";
        };
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
            default -> switch (conversation.pass()) {
                case TABLES -> tables(conversation, text);
                case START -> start(conversation, text);
                case PLAN -> plan(conversation, text);
            };
        };
    }

    private Taken again(Conversation conversation, @Nullable String answer, String rule, String message) {
        return again(conversation, answer, List.of(new Finding("answer", null, null, null, null, rule, message, "")), List.of(message));
    }

    private Taken again(Conversation conversation, @Nullable String answer, List<Finding> findings, List<String> told) {
        folder.history().record(clock.instant(), "model-answer-refused",
                Map.of("prompt", conversation.asked(), "findings", findings));
        String fingerprint = FindingsForModel.fingerprint(findings);
        boolean before = conversation.progress().fingerprints().contains(fingerprint);
        Conversation next = conversation.repairing(answer, told, fingerprint);
        next.keep(folder.history());
        if (before) {
            throw givingUp.spent(next, "its answer has the same faults as one before");
        }
        return new Taken(next, null);
    }

    private Taken tables(Conversation conversation, String text) {
        AnswerReader.Reading<TablesAnswer> reading = AnswerReader.tables(text);
        TablesAnswer answer = reading.value();
        if (answer == null) {
            return unreadable(conversation, text, reading.problems());
        }
        List<String> ofSource = known(sides.schemas().source(), answer.source());
        List<String> ofTarget = known(sides.schemas().target(), answer.target());
        if (ofSource.isEmpty() || ofTarget.isEmpty()) {
            return again(conversation, text, "no-tables", "No " + (ofSource.isEmpty() ? "source" : "target")
                    + " table that you name is in the list. Write names exactly as they are listed.");
        }
        Conversation next = conversation.chosen(ofSource, ofTarget, conversation.afterTables());
        next.keep(folder.history());
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

    private Taken start(Conversation conversation, String text) {
        AnswerReader.Reading<StartAnswer> reading = AnswerReader.start(text);
        StartAnswer answer = reading.value();
        if (answer == null) {
            return unreadable(conversation, text, reading.problems());
        }
        if (answer.impossible() != null) {
            throw givingUp.impossible(conversation, answer.impossible());
        }
        List<Finding> findings = subsets.findings(answer);
        if (!findings.isEmpty()) {
            return again(conversation, text, findings,
                    new FindingsForModel(schemas(), new PlanAnswer("", List.of(), List.of(), null), hidden(conversation, Set.of())).told(findings));
        }
        listener.at("following references…");
        return new Taken(conversation, subsets.written(conversation, answer));
    }

    private Taken plan(Conversation conversation, String text) {
        AnswerReader.Reading<PlanAnswer> reading = AnswerReader.plan(text);
        PlanAnswer answer = reading.value();
        if (answer == null) {
            return unreadable(conversation, text, reading.problems());
        }
        if (answer.impossible() != null) {
            throw givingUp.impossible(conversation, answer.impossible());
        }
        listener.at("checking the plan…");
        AnswerJudge.Judgement judgement = judge.judge(conversation, answer);
        Draft draft = judgement.draft();
        List<Finding> findings = judgement.findings();
        if (draft != null && findings.isEmpty()) {
            return new Taken(conversation, keeper.written(conversation, answer, draft, shared.keySet(), examples));
        }
        refuseEnvironment(findings);
        return again(conversation, text, findings,
                new FindingsForModel(schemas(), answer, hidden(conversation, judgement.values())).told(findings));
    }

    private List<Schema> schemas() {
        return List.of(sides.schemas().source(), sides.schemas().target());
    }

    private Set<String> hidden(Conversation conversation, Set<String> read) {
        Set<String> hidden = new HashSet<>(read);
        shared.values().forEach(hidden::removeAll);
        hidden.addAll(new Withheld(conversation.withheld()).values());
        return hidden;
    }

    /** What no answer of a model can mend. */
    private static void refuseEnvironment(List<Finding> findings) {
        findings.stream().filter(finding -> finding.step() == null && finding.gate().equals("schema")).findFirst().ifPresent(finding -> {
            throw new WharfException(Kind.REFUSED, finding.rule(), finding.message(), finding.next());
        });
    }
}
