package dev.wharf.check;

import dev.wharf.database.SourceReader;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.plan.Step;
import dev.wharf.sandbox.SandboxFailure;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.TransformSpec;
import dev.wharf.sandbox.TransformedChunk;
import dev.wharf.sandbox.TransformedChunk.Record.Reject;
import dev.wharf.transform.StepProgram;
import dev.wharf.trial.Trial;
import dev.wharf.trial.TrialRows;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The real class in real containers over made-up rows and some of the source's. A row that the class rejects is no finding,
 * because made-up values are often no good; a class that fails on every row it is shown, or that does not keep to the protocol, is
 * one.
 */
final class DryRun {

    private static final String GATE = "dry-run";

    /** How the runner begins where a value is not what the class asked for, such as a text where a number is read. */
    private static final String FAULT = "column \"";

    private static final String UNKNOWN = "the extract has no column \"";

    private static final Pattern EXCEPTION =
            Pattern.compile("^((?:[a-z_]\\w*\\.)+[A-Z][\\w$]*(?: \\(\\S+ line \\d+\\))?)(?:: |$)");

    /** What Java throws where a class cannot be set up or does not fit what it calls. */
    private static final Pattern LINKAGE = Pattern.compile(
            "^java\\.lang\\.(ExceptionInInitializer|NoClassDefFound|NoSuchMethod|NoSuchField|IncompatibleClassChange|AbstractMethod"
                    + "|IllegalAccess|Instantiation|UnsatisfiedLink|BootstrapMethod|Verify|Linkage)Error\\b");

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
            Trial.Result result = tried.result().get();
            judge(step, tried.rows(), result.usual());
            new Determinism(notes).check(tried, result.differences());
        } catch (InterruptedException e) {
            // Ctrl-C takes the containers too, and that they die is no finding.
            Thread.currentThread().interrupt();
            throw new WharfException(Kind.INTERRUPTED, "interrupted", "Interrupted while the classes were tried; nothing was decided.",
                    "Check the plan again.", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case SandboxFailure failure -> broke(step, failure);
                case WharfException refused when refused.kind() == Kind.REFUSED ->
                    refuse(step, refused.code(), refused.text(), refused.next());
                case RuntimeException other -> throw other;
                default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    /**
     * A class that reads a text as a date of its own form throws on every made-up row and is right; so the source's own rows
     * decide, unless what it throws has nothing to do with the row.
     */
    private void judge(Step step, TrialRows rows, TransformedChunk chunk) {
        List<Reject> failed = chunk.records().stream()
                .filter(Reject.class::isInstance)
                .map(Reject.class::cast)
                .filter(reject -> threw(reject) || reject.reason().startsWith(FAULT) || forAnyRow(reject))
                .toList();
        List<Reject> ofMadeUp = failed.stream().filter(reject -> reject.sourceRow() < rows.madeUp()).toList();
        Optional<Reject> told = ofMadeUp.stream().filter(DryRun::forAnyRow).findFirst();
        if (ofMadeUp.size() < rows.madeUp()) {
            return;
        }
        int ofSource = failed.size() - ofMadeUp.size();
        if (told.isEmpty() && ofMadeUp.stream().noneMatch(DryRun::threw)) {
            unreadable(step, rows, ofMadeUp, ofSource);
        } else if (told.isPresent()) {
            refuse(step, "throws",
                    step.transform() + " fails on every row, whatever its values: " + told.get().reason() + ".",
                    "Name only columns and members that exist, and let what a static field is made of not throw.");
        } else if (rows.ofSource() == 0) {
            notes.warn(GATE, step, step.transform(), "throws",
                    ended(step.transform() + " throws on each of " + rows.madeUp() + " made-up rows, and the source has no row to try it with: "
                            + first(ofMadeUp).reason() + "."),
                    "Look whether rows as the source will have them suit it; it copes with any where reject(…) says what is wrong.");
        } else if (ofSource == rows.ofSource()) {
            refuse(step, "throws",
                    "%s fails on every row that it was shown, %d made-up ones and the first %d of %s: %s."
                            .formatted(step.transform(), rows.madeUp(), ofSource, step.extract(),
                                    withoutValues(first(failed.subList(ofMadeUp.size(), failed.size())))),
                    "Make it cope with NULL and with values it does not know: reject(…) or skip(…) says what is wrong with a row.");
        }
    }

    /** Values that the class cannot read are rejected row by row, so nothing past its first lines was tried. */
    private void unreadable(Step step, TrialRows rows, List<Reject> ofMadeUp, int ofSource) {
        if (ofMadeUp.isEmpty() || ofSource < rows.ofSource()) {
            return;
        }
        notes.warn(GATE, step, step.transform(), "unreadable",
                ended(step.transform() + " could read none of " + rows.madeUp() + " made-up rows"
                        + (rows.ofSource() == 0 ? ", and the source has no row to try it with" : " and none of the first " + ofSource
                                + " of " + step.extract()) + ": " + first(ofMadeUp).reason() + "."),
                "Read the column as what its values are; as it stands such rows would be rejected, and the rest of the class is untried.");
    }

    private static Reject first(List<Reject> failed) {
        return failed.stream().filter(DryRun::threw).findFirst().orElseGet(failed::getFirst);
    }

    /** The exception and its place; its message may hold a value of the source. */
    private static String withoutValues(Reject reject) {
        Matcher exception = EXCEPTION.matcher(reject.reason());
        return exception.find() ? exception.group(1) : reject.reason();
    }

    /** The runner tells an exception of the class by its name and message, and a row's fault by the rule alone. */
    private static boolean threw(Reject reject) {
        return EXCEPTION.matcher(reject.reason()).find();
    }

    private static boolean forAnyRow(Reject reject) {
        return reject.reason().startsWith(UNKNOWN) || LINKAGE.matcher(reject.reason()).find();
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
        notes.refuse(GATE, step, step.transform(), rule, ended(message), next);
    }

    private static String ended(String message) {
        return message.replaceAll("\\.\\.$", ".");
    }
}
