package dev.wharf.author.model;

import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.plan.PlanHistory;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the writing of a plan stands, kept in history/conversation.json between prompts. With it and the two schemas the
 * next prompt can be made, whoever answers it.
 *
 * @param author model or paste
 * @param words the request, and what was asked for since, in order
 * @param tables as the person named them
 * @param where conditions as the person wrote them, by table
 * @param withheld literals that stay here, by the word that stands for them in prompts
 * @param pass what the next answer is to
 * @param sourceTables those that the model is shown; empty until they are chosen
 * @param base the answer that is to be changed; null for a new plan
 * @param given decided choices, which the next answer has to take up: the question's id → option
 * @param last the answer that was not good enough, null before the first
 * @param findings what was wrong with it, as the model is told
 * @param fingerprints of all findings so far
 * @param repairs how many corrections were asked for
 * @param used tokens and calls of this plan so far
 * @param millis how long it took so far
 * @param asked the prompt that is out: its number in the ledger; 0 where none is
 */
record Conversation(
        String author,
        List<String> words,
        String source,
        String target,
        @Nullable String namespace,
        List<String> tables,
        Map<String, String> where,
        Map<String, String> withheld,
        Prompt.Pass pass,
        List<String> sourceTables,
        List<String> targetTables,
        @Nullable PlanAnswer base,
        Map<String, String> given,
        @Nullable String last,
        List<String> findings,
        List<String> fingerprints,
        int repairs,
        Usage used,
        long millis,
        int asked) {

    private static final String NAME = "conversation.json";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    Conversation {
        words = List.copyOf(words);
        tables = List.copyOf(tables);
        where = ordered(where);
        withheld = ordered(withheld);
        sourceTables = List.copyOf(sourceTables);
        targetTables = List.copyOf(targetTables);
        given = ordered(given);
        findings = List.copyOf(findings);
        fingerprints = List.copyOf(fingerprints);
    }

    private static Map<String, String> ordered(Map<String, String> map) {
        return java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(map));
    }

    private static List<String> both(List<String> before, List<String> now) {
        Set<String> all = new LinkedHashSet<>(before);
        all.addAll(now);
        return List.copyOf(all);
    }

    Conversation asking(int number) {
        return new Conversation(author, words, source, target, namespace, tables, where, withheld, pass, sourceTables, targetTables,
                base, given, last, findings, fingerprints, repairs, used, millis, number);
    }

    Conversation withUsage(Usage more, long moreMillis) {
        return new Conversation(author, words, source, target, namespace, tables, where, withheld, pass, sourceTables, targetTables,
                base, given, last, findings, fingerprints, repairs, used.plus(more), millis + moreMillis, asked);
    }

    /** Tables are chosen, beside those that were before; the plan is asked for next. */
    Conversation chosen(List<String> ofSource, List<String> ofTarget) {
        return new Conversation(author, words, source, target, namespace, tables, where, withheld, Prompt.Pass.PLAN,
                both(sourceTables, ofSource), both(targetTables, ofTarget),
                base, given, null, List.of(), fingerprints, repairs, used, millis, 0);
    }

    /** The last answer was not good enough. */
    Conversation repairing(@Nullable String answer, List<String> wrong, String fingerprint) {
        List<String> seen = new java.util.ArrayList<>(fingerprints);
        seen.add(fingerprint);
        return new Conversation(author, words, source, target, namespace, tables, where, withheld, pass, sourceTables, targetTables,
                base, given, answer == null ? last : answer, wrong, seen, repairs + 1, used, millis, 0);
    }

    /** Another change of a plan that is there: the count of rounds, tokens and seconds begins anew. */
    Conversation changing(
            List<String> allWords, PlanAnswer from, Map<String, String> choices, Map<String, String> literals, String by, Prompt.Pass first) {
        return new Conversation(by, allWords, source, target, namespace, tables, where, literals, first, sourceTables,
                targetTables, from, choices, null, List.of(), List.of(), 0, Usage.NONE, 0, 0);
    }

    /** The plan is written; what is asked for next changes it. */
    Conversation accepted(PlanAnswer answer) {
        return new Conversation(author, words, source, target, namespace, tables, where, withheld, pass, sourceTables, targetTables,
                answer, given, null, List.of(), fingerprints, repairs, used, millis, 0);
    }

    void write(PlanHistory history) {
        history.keep(NAME, JSON.writeValueAsString(this) + "\n");
    }

    static Optional<Conversation> read(PlanHistory history) {
        return history.kept(NAME).map(text -> {
            try {
                return JSON.readValue(text, Conversation.class);
            } catch (JacksonException | NullPointerException e) {
                throw new WharfException(Kind.USAGE, "conversation-unreadable",
                        history.directory().resolve(NAME) + " cannot be read.",
                        "Remove it, and have the plan written anew with --replace.", e);
            }
        });
    }
}
