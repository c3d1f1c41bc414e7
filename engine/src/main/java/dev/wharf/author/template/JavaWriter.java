package dev.wharf.author.template;

import dev.wharf.catalog.Column;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Writes a step's class. */
final class JavaWriter {

    private static final String INDENT = "        ";

    private JavaWriter() {}

    static String write(String className, StepDraft step) {
        StringBuilder out = new StringBuilder();
        TreeSet<String> imports = new TreeSet<>(List.of(
                "dev.wharf.migration.RowMigration", "dev.wharf.migration.SourceRow", "dev.wharf.migration.TargetRows"));
        Map<Column, Filling> fillings = step.fillings();
        fillings.values().forEach(f -> {
            if (f instanceof Filling.Computed computed) {
                imports.addAll(computed.imports());
            }
        });
        imports.forEach(name -> out.append("import ").append(name).append(";\n"));
        out.append("\n/** Turns rows of ").append(JavaText.comment(step.match().source().name().toString()))
                .append(" into rows of ").append(JavaText.comment(step.match().target().name().toString())).append(". */\n");
        out.append("public class ").append(className).append(" implements RowMigration {\n\n");
        out.append("    @Override\n    public void migrate(SourceRow source, TargetRows target) {\n");
        body(out, step, fillings);
        fillings.values().stream()
                .filter(Filling.Refused.class::isInstance)
                .findFirst()
                .ifPresent(f -> out.append(INDENT).append("target.reject(").append(JavaText.literal(f.rule())).append(");\n"));
        return out.append("    }\n}\n").toString();
    }

    private static void body(StringBuilder out, StepDraft step, Map<Column, Filling> fillings) {
        for (Filling filling : fillings.values()) {
            if (filling instanceof Filling.Computed computed) {
                computed.before().forEach(line -> out.append(INDENT).append(line.replace("\n", "\n" + INDENT)).append('\n'));
            }
        }
        out.append(INDENT).append("target.insert(").append(JavaText.literal(step.match().target().name().toString())).append(")");
        fillings.forEach((column, filling) -> {
            String name = JavaText.literal(column.name());
            switch (filling) {
                case Filling.Copied copied ->
                    call(out, "copy(" + name + ", " + JavaText.literal(copied.column()) + ")");
                case Filling.Computed computed ->
                    call(out, "set(" + name + ", " + computed.expression().replace("\n", "\n" + INDENT) + ")");
                case Filling.Later later -> {}
                case Filling.Untouched untouched -> {}
                case Filling.Refused refused -> {}
            }
        });
        out.append(";\n");
    }

    private static void call(StringBuilder out, String call) {
        out.append("\n").append(INDENT).append("        .").append(call);
    }
}
