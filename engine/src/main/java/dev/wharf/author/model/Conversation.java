package dev.wharf.author.model;

import dev.wharf.author.Reach;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.plan.PlanFolder;
import dev.wharf.plan.PlanHash;
import dev.wharf.plan.PlanHistory;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the writing of a plan stands. With it and the two schemas the next prompt can be made, whoever answers it. While a
 * plan is being written it lies in history/underway.json; once the plan stands, in history/conversation.json, so that a
 * change that came to nothing leaves no word behind.
 *
 * @param author model or paste
 * @param words the request, and what was asked for since, in order
 * @param tables as the person named them
 * @param reach a subset's, where the model is to choose no more than its start
 * @param where conditions as the person wrote them, by table
 * @param withheld literals that stay here, by the word that stands for them in prompts
 * @param pass what the next answer is to
 * @param sourceTables those that the model is shown; empty until they are chosen
 * @param planHash of the plan that stands and is to be changed or may be replaced; null where none may stand
 * @param base the answer that is to be changed; null for a new plan
 * @param given decided choices, which the next answer has to take up: the question's id → option
 * @param answers to all decisions of the plan that is changed
 * @param progress how the answers went so far
 */
record Conversation(
        String author,
        List<String> words,
        String source,
        String target,
        @Nullable String namespace,
        List<String> tables,
        Reach reach,
        Map<String, String> where,
        Map<String, String> withheld,
        Prompt.Pass pass,
        List<String> sourceTables,
        List<String> targetTables,
        @Nullable String planHash,
        @Nullable PlanAnswer base,
        Map<String, String> given,
        Map<String, String> answers,
        Progress progress) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /**
     * How the answers to one request went.
     *
     * @param last the answer that was not good enough, null before the first
     * @param findings what was wrong with it, as the model is told
     * @param fingerprints of all findings so far
     * @param repairs how many corrections were asked for
     * @param used tokens and calls of this plan so far
     * @param millis how long it took so far
     * @param asked the prompt that is out: its number in the ledger; 0 where none is
     */
    record Progress(
            @Nullable String last,
            List<String> findings,
            List<String> fingerprints,
            int repairs,
            Usage used,
            long millis,
            int asked) {

        static final Progress NONE = new Progress(null, List.of(), List.of(), 0, Usage.NONE, 0, 0);

        Progress {
            findings = List.copyOf(findings);
            fingerprints = List.copyOf(fingerprints);
        }

        /** Nothing is wrong any more with what was answered. */
        private Progress good() {
            return new Progress(null, List.of(), fingerprints, repairs, used, millis, 0);
        }
    }

    Conversation {
        words = List.copyOf(words);
        tables = List.copyOf(tables);
        where = ordered(where);
        withheld = ordered(withheld);
        sourceTables = List.copyOf(sourceTables);
        targetTables = List.copyOf(targetTables);
        given = ordered(given);
        answers = ordered(answers);
    }

    private static Map<String, String> ordered(Map<String, String> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    private static List<String> both(List<String> before, List<String> now) {
        Set<String> all = new LinkedHashSet<>(before);
        all.addAll(now);
        return List.copyOf(all);
    }

    @Nullable String last() {
        return progress.last();
    }

    List<String> findings() {
        return progress.findings();
    }

    int repairs() {
        return progress.repairs();
    }

    Usage used() {
        return progress.used();
    }

    int asked() {
        return progress.asked();
    }

    private Conversation with(Progress now) {
        return new Conversation(author, words, source, target, namespace, tables, reach, where, withheld, pass, sourceTables, targetTables,
                planHash, base, given, answers, now);
    }

    Conversation asking(int number) {
        return with(new Progress(progress.last(), progress.findings(), progress.fingerprints(), progress.repairs(), progress.used(),
                progress.millis(), number));
    }

    Conversation withUsage(Usage more, long moreMillis) {
        return with(new Progress(progress.last(), progress.findings(), progress.fingerprints(), progress.repairs(),
                progress.used().plus(more), progress.millis() + moreMillis, progress.asked()));
    }

    /** Tables are chosen, beside those that were before; what comes next is asked for. */
    Conversation chosen(List<String> ofSource, List<String> ofTarget, Prompt.Pass next) {
        return new Conversation(author, words, source, target, namespace, tables, reach, where, withheld, next,
                both(sourceTables, ofSource), both(targetTables, ofTarget), planHash, base, given, answers, progress.good());
    }

    /** What is asked for once the tables are known. */
    Prompt.Pass afterTables() {
        return reach == Reach.CONDITIONS ? Prompt.Pass.PLAN : Prompt.Pass.START;
    }

    /** The last answer was not good enough. */
    Conversation repairing(@Nullable String answer, List<String> wrong, String fingerprint) {
        return with(new Progress(answer == null ? progress.last() : answer, wrong,
                both(progress.fingerprints(), List.of(fingerprint)), progress.repairs() + 1, progress.used(), progress.millis(), 0));
    }

    /**
     * Another change of the plan with that hash: the count of rounds, tokens and seconds begins anew.
     *
     * @param decided all decisions of the plan; those to the model's own questions it has to take up
     */
    Conversation changing(PlanHash plan, List<String> allWords, PlanAnswer from, Map<String, String> decided,
            Map<String, String> literals, String by, Prompt.Pass first) {
        return new Conversation(by, allWords, source, target, namespace, tables, Reach.CONDITIONS, where, literals, first, sourceTables,
                targetTables, plan.value(), from, choices(from, decided), decided, Progress.NONE);
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

    /** The plan stands as this answer has it; what is asked for next changes it. */
    Conversation accepted(PlanAnswer answer, PlanHash plan) {
        return new Conversation(author, words, source, target, namespace, tables, reach, where, withheld, pass, sourceTables, targetTables,
                plan.value(), answer, given, answers, progress.good());
    }

    /** What stands in a folder, as {@code planHash} has it. */
    static @Nullable String hashThere(PlanFolder folder) {
        if (!folder.exists()) {
            return null;
        }
        try {
            return folder.loadToAnswer().hash().value();
        } catch (WharfException e) {
            return "unreadable";
        }
    }

    /** @throws WharfException of kind REFUSED with code {@code plan-changed} where another plan stands than when this began */
    void requireUnchanged(PlanFolder folder) {
        if (!Objects.equals(hashThere(folder), planHash)) {
            throw new WharfException(Kind.REFUSED, "plan-changed",
                    "The plan " + folder.name() + " changed since the prompt was written, so that the answer is about another one.",
                    "Ask again: `wharf plan " + folder.name() + " --refine WORDS` changes what is there, --replace writes it anew.");
        }
    }

    /** Whether it is about just these bytes of a plan. */
    boolean fits(PlanHash plan) {
        return plan.value().equals(planHash);
    }

    /** Keeps it while the plan is being written. */
    void keep(PlanHistory history) {
        history.keep(PlanHistory.UNDER_WAY, JSON.writeValueAsString(this) + "\n");
    }

    /** The plan stands, and nothing is under way any more. */
    void settle(PlanHistory history) {
        history.keep(PlanHistory.SETTLED, JSON.writeValueAsString(this) + "\n");
        history.forget(PlanHistory.UNDER_WAY);
    }

    /** What led to a plan that stands. */
    static Optional<Conversation> settled(PlanHistory history) {
        return read(history, PlanHistory.SETTLED);
    }

    /** What waits for its next answer, or came to nothing. */
    static Optional<Conversation> underWay(PlanHistory history) {
        return read(history, PlanHistory.UNDER_WAY);
    }

    private static Optional<Conversation> read(PlanHistory history, String name) {
        return history.kept(name).map(text -> {
            try {
                return JSON.readValue(text, Conversation.class);
            } catch (JacksonException | NullPointerException e) {
                throw new WharfException(Kind.USAGE, "conversation-unreadable",
                        history.directory().resolve(name) + " cannot be read.",
                        "Remove it, and have the plan written anew with --replace.", e);
            }
        });
    }
}
