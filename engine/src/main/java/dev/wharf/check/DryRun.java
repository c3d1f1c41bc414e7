package dev.wharf.check;

import dev.wharf.database.SourceReader;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.plan.Step;
import dev.wharf.sandbox.SandboxFailure;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.TransformSpec;
import dev.wharf.sandbox.TransformedChunk;
import dev.wharf.sandbox.TransformedChunk.Record;
import dev.wharf.transform.StepProgram;
import dev.wharf.trial.Trial;
import dev.wharf.trial.TrialRows;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;

/**
 * The real class in real containers over made-up rows and some of the source's. A row that the class rejects is no finding,
 * because made-up values are often no good; a class that throws on every made-up row, or that does not keep to the protocol,
 * is one.
 */
final class DryRun {

    private static final String GATE = "dry-run";

    /** How the runner begins where a value is not what the class asked for, such as a text where a number is read. */
    private static final String FAULT = "column \"";

    private static final Pattern EXCEPTION = Pattern.compile("^(?:[a-z_]\\w*\\.)+[A-Z][\\w$]*(?: \\(\\S+ line \\d+\\))?(?:: |$)");

    private final Notes notes;
    private final SandboxSettings settings;

    DryRun(Notes notes, SandboxSettings settings) {
        this.notes = notes;
        this.settings = settings;
    }

    /** A step whose class is under way. */
    record Tried(StepProgram program, TransformSpec spec, TrialRows rows, CompletableFuture<Trial.Result> result) {}

    /** @param reader of a snapshot of the source, some of whose rows are tried beside the made-up ones */
    Tried begin(StepProgram program, SourceReader reader, Trial trial) {
        TransformSpec spec = program.spec(null, settings);
        TrialRows rows = TrialRows.of(program, spec, reader);
        return new Tried(program, spec, rows, trial.begin(spec, rows.chunk()));
    }

    /** Waits for what came out and notes what is wrong with it. */
    void judge(Tried tried) {
        Step step = tried.program().step();
        try {
            Trial.Result result = tried.result().join();
            judge(step, tried.rows().madeUp(), result.usual());
            new Determinism(notes).check(tried, result.differences());
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case SandboxFailure failure -> broke(step, failure);
                case WharfException refused when refused.kind() == Kind.REFUSED ->
                    refuse(step, refused.code(), refused.text(), refused.next());
                case RuntimeException other -> throw other;
                default -> throw e;
            }
        }
    }

    private void judge(Step step, int rows, TransformedChunk chunk) {
        int thrown = 0;
        int unreadable = 0;
        String first = null;
        for (Record record : chunk.records()) {
            if (record instanceof Record.Reject reject && reject.sourceRow() < rows) {
                if (threw(reject.reason())) {
                    thrown++;
                    first = first == null ? reject.reason() : first;
                } else if (reject.reason().startsWith(FAULT)) {
                    unreadable++;
                }
            }
        }
        if (thrown > 0 && thrown + unreadable == rows) {
            refuse(step, "throws",
                    step.transform() + " throws on each of " + thrown + " made-up rows whose values it can read: " + first + ".",
                    "Make it cope with NULL and with values it does not know: reject(…) or skip(…) says what is wrong with a row.");
        }
    }

    /** The runner tells an exception of the class by its name and message, and a row's fault by the rule alone. */
    private static boolean threw(String reason) {
        return EXCEPTION.matcher(reason).find();
    }

    private void broke(Step step, SandboxFailure failure) {
        switch (failure.reason()) {
            case ROW_TIMEOUT, BATCH_TIMEOUT ->
                refuse(step, "too-slow", step.transform() + " does not come to an end on made-up rows: " + failure.getMessage() + ".",
                        "Look for a loop or a regular expression whose time grows without bound.");
            case PROTOCOL ->
                refuse(step, "protocol", step.transform() + " made its container break the protocol: " + failure.getMessage() + ".",
                        "A class only reads its row and inserts, skips or rejects.");
            case DIED ->
                refuse(step, "died", "The container of " + step.transform() + " died on made-up rows: " + failure.getMessage() + ".",
                        "Look for unbounded memory or recursion; `wharf sandbox doctor` tells whether containers run at all.");
        }
    }

    private void refuse(Step step, String rule, String message, String next) {
        notes.refuse(GATE, step, step.transform(), rule, message.replaceAll("\\.\\.$", "."), next);
    }
}
