package dev.wharf.sandbox.docker;

import dev.wharf.gate.GateCorpus.Case;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.TransformSpec;
import dev.wharf.sandbox.TransformSpec.SourceColumn;
import dev.wharf.sandbox.TransformSpec.TargetTable;
import dev.wharf.wire.ValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A case of the corpus that attacks from within the container.
 *
 * @param layer what has to stop it
 * @param outcomes how that may look, one of them
 * @param says alternatives, one of which the reason or the failure has to hold; one that begins with ! must not be there
 */
record Attack(String name, String layer, Set<String> outcomes, List<String> says, long memoryMegabytes, String mainClass, String source) {

    static final int ROW_MILLIS = 1_500;
    /** For what only the batch's deadline ends; under load everything else needs more. */
    private static final int BATCH_MILLIS = 4_000;

    private static final int PATIENT_BATCH_MILLIS = 40_000;

    private static final String TEMPLATE = """
            import dev.wharf.migration.*;
            import java.util.*;
            %s

            public class Attack implements RowMigration {
                static java.util.function.Consumer<TargetRows> at;

                public void migrate(SourceRow source, TargetRows target) {
                    if (source.bigint("id") != 2) {
                        if (at != null) {
                            at.accept(target);
                        }
                        target.insert("t").copy("id", "id").set("note", "n" + source.bigint("id")
                                + String.format(" %%,d ", 1234567) + "i".toUpperCase() + " " + new Date(0) + System.lineSeparator());
                        return;
                    }
                    try {
                        attack(source, target);
                        target.insert("t").set("note", "through");
                    } catch (ExceptionInInitializerError | java.lang.reflect.InvocationTargetException e) {
                        Throwable root = e;
                        while (root.getCause() != null) {
                            root = root.getCause();
                        }
                        target.reject("denied: " + root);
                    } catch (Throwable e) {
                        Attack.<RuntimeException>rethrow(e);
                    }
                }

                @SuppressWarnings("unchecked")
                static <E extends Throwable> void rethrow(Throwable e) throws E {
                    throw (E) e;
                }

                static void attack(SourceRow source, TargetRows target) throws Throwable {
            %s
                    if (System.nanoTime() == 0) {
                        return;
                    }
                }
            %s
            }
            """;

    /** What the honest rows of {@link #TEMPLATE} say. */
    static String honestNote(long id) {
        return "n" + id + " 1,234,567 I Thu Jan 01 00:00:00 UTC 1970\n";
    }

    /** @param verdict layer and outcomes, such as {@code container:died,reject} */
    static Attack of(Case example, String verdict) {
        List<String> says = new ArrayList<>();
        StringBuilder imports = new StringBuilder();
        StringBuilder body = new StringBuilder();
        StringBuilder members = new StringBuilder();
        StringBuilder into = body;
        long memory = 512;
        String mainClass = "Attack";
        for (String line : example.text().split("\n")) {
            if (line.startsWith("says: ")) {
                says.addAll(List.of(line.substring("says: ".length()).split(" / ")));
            } else if (line.startsWith("memory: ")) {
                memory = Long.parseLong(line.substring("memory: ".length()));
            } else if (line.startsWith("main: ")) {
                mainClass = line.substring("main: ".length());
            } else if (line.equals("members:")) {
                into = members;
            } else if (line.startsWith("import ") && into == body) {
                imports.append(line).append('\n');
            } else {
                into.append(line).append('\n');
            }
        }
        boolean whole = body.indexOf("public class Attack") >= 0;
        String source = whole ? body.toString() : TEMPLATE.formatted(imports, unreachable(body.toString()), members);
        String[] parts = verdict.split(":");
        return new Attack(example.name(), parts[0], Set.of(parts[1].split(",")), says, memory, mainClass, source);
    }

    /** A body may end in a loop or a throw; behind an if the compiler lets a statement follow. */
    private static String unreachable(String body) {
        return "if (System.nanoTime() != 0) {\n" + body + "}\n";
    }

    boolean accepts(String said) {
        List<String> wanted = says.stream().filter(text -> !text.startsWith("!")).toList();
        return (wanted.isEmpty() || wanted.stream().anyMatch(said::contains))
                && says.stream().filter(text -> text.startsWith("!")).noneMatch(text -> said.contains(character(text)));
    }

    private static String character(String unwanted) {
        return Character.toString(Integer.parseInt(unwanted.substring("!U+".length()), 16));
    }

    TransformSpec spec(String run, Map<String, byte[]> classes) {
        int batchMillis = outcomes.contains("batch-timeout") ? BATCH_MILLIS : PATIENT_BATCH_MILLIS;
        SandboxSettings settings = new SandboxSettings(
                memoryMegabytes << 20, 1, 64, Duration.ofMillis(batchMillis), Duration.ofMillis(ROW_MILLIS));
        return new TransformSpec(
                run,
                "attack",
                mainClass,
                classes,
                List.of(
                        new SourceColumn("id", ValueType.INT8, true),
                        new SourceColumn("data", ValueType.BYTES, true),
                        new SourceColumn("secret", ValueType.TEXT, false)),
                List.of(new TargetTable("t", List.of("id", "note"))),
                settings);
    }
}
