package dev.wharf.check;

import dev.wharf.database.ExtractColumn;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.plan.Step;
import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.SandboxFailure;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.TransformSession;
import dev.wharf.sandbox.TransformSpec;
import dev.wharf.sandbox.TransformedChunk;
import dev.wharf.sandbox.TransformedChunk.Record;
import dev.wharf.transform.StepProgram;
import dev.wharf.wire.RowChunk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;

/**
 * The real class in a real container over made-up rows. A row that the class rejects is no finding, because made-up values
 * are often no good; a class that throws on every row, or that does not keep to the protocol, is one.
 */
final class DryRun {

    private static final String GATE = "dry-run";
    private static final Pattern EXCEPTION = Pattern.compile("^(?:[a-z_]\\w*\\.)+[A-Z][\\w$]*(?:: |$)");

    private final Notes notes;
    private final Sandbox sandbox;
    private final SandboxSettings settings;

    DryRun(Notes notes, Sandbox sandbox, SandboxSettings settings) {
        this.notes = notes;
        this.sandbox = sandbox;
        this.settings = settings;
    }

    void check(StepProgram program) {
        Step step = program.step();
        TransformSpec spec = program.spec(null, settings);
        RowChunk rows = SampleRows.of(samples(program, spec));
        try (TransformSession session = sandbox.start(spec)) {
            judge(step, rows.rows(), session.transform(rows).join());
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof SandboxFailure failure)) {
                throw e;
            }
            broke(step, failure);
        } catch (SandboxFailure failure) {
            broke(step, failure);
        } catch (WharfException e) {
            if (e.kind() != Kind.REFUSED) {
                throw e;
            }
            refuse(step, e.code(), e.text(), e.next());
        }
    }

    private static List<SampleRows.Sample> samples(StepProgram program, TransformSpec spec) {
        List<SampleRows.Sample> samples = new ArrayList<>();
        Set<String> key = new HashSet<>(program.step().key());
        for (TransformSpec.SourceColumn column : spec.columns()) {
            if (column.crosses()) {
                int index = program.checked().extract().indexOf(column.name());
                ExtractColumn known = index < 0 ? null : program.checked().extract().columns().get(index);
                samples.add(new SampleRows.Sample(
                        column.type(), known == null ? null : known.type(), !key.contains(column.name())));
            }
        }
        return samples;
    }

    private void judge(Step step, int rows, TransformedChunk chunk) {
        Set<Integer> thrown = new HashSet<>();
        String first = null;
        for (Record record : chunk.records()) {
            if (record instanceof Record.Reject reject && threw(reject.reason())) {
                thrown.add(reject.sourceRow());
                first = first == null ? reject.reason() : first;
            }
        }
        if (thrown.size() == rows) {
            refuse(step, "throws", step.transform() + " throws on each of " + rows + " made-up rows: " + first + ".",
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
