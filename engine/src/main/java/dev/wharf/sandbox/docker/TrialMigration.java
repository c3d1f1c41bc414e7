package dev.wharf.sandbox.docker;

import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.sandbox.Compilation;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.SourceFile;
import dev.wharf.sandbox.TransformSpec;
import dev.wharf.wire.ValueType;
import java.util.List;

/** The smallest class there is, to try whether a container comes up at all. */
final class TrialMigration {

    private static final String NAME = "Trial";

    static final SourceFile SOURCE = new SourceFile(NAME + ".java", """
            import dev.wharf.migration.RowMigration;
            import dev.wharf.migration.SourceRow;
            import dev.wharf.migration.TargetRows;

            public class Trial implements RowMigration {
                @Override
                public void migrate(SourceRow source, TargetRows target) {
                    target.insert("trial").copy("id", "id");
                }
            }
            """);

    private TrialMigration() {}

    static TransformSpec spec(Compilation compiled, SandboxSettings settings) {
        if (!compiled.ok()) {
            throw new WharfException(
                    Kind.DEFECT,
                    "trial-not-compiled",
                    "the trial class does not compile: " + compiled.problems(),
                    "report it");
        }
        return new TransformSpec(
                null,
                "trial",
                NAME,
                compiled.classes(),
                List.of(new TransformSpec.SourceColumn("id", ValueType.INT8, false)),
                List.of(new TransformSpec.TargetTable("trial", List.of("id"))),
                settings);
    }
}
