package dev.wharf.gate.fuzz;

import dev.wharf.gate.BytecodePolicy;
import dev.wharf.gate.Finding;
import dev.wharf.gate.GateCorpus;
import dev.wharf.gate.GateCorpus.Compiled;
import dev.wharf.gate.SourcePolicy;
import dev.wharf.gate.TextRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One source before its gates, in their order, then before the judges. The byte code policy is also asked about some of the
 * sources that the source policy refused, because it is the authority and must stand alone.
 */
final class JavaTrial implements Trial {

    /** Of how many refused sources one goes on to the byte code policy; compiling is the dearest part of a case. */
    private static final int ALONE = 4;

    @Override
    public Verdict run(FuzzCase fuzz) {
        String name = JavaCases.CLASS;
        Verdict.Builder verdict = new Verdict.Builder();
        List<Finding> text = TextRules.check(null, name + ".java", fuzz.text());
        verdict.judged(text);
        if (!text.isEmpty()) {
            return verdict.refused(text.getFirst());
        }
        List<Finding> source = SourcePolicy.check(null, name + ".java", name, fuzz.text());
        verdict.judged(source);
        if (!source.isEmpty() && fuzz.seed() % ALONE != 0) {
            return verdict.refused(source.getFirst());
        }
        Map<String, byte[]> classes;
        switch (compiled(name, fuzz.text())) {
            case Compiled.Classes(Map<String, byte[]> files) -> classes = files;
            case Compiled.Errors errors -> {
                return source.isEmpty() ? verdict.refused("compile", "error") : verdict.refused(source.getFirst());
            }
        }
        List<Finding> bytecode = BytecodePolicy.check(null, name + ".java", name, classes);
        verdict.judged(bytecode);
        if (bytecode.isEmpty()) {
            Optional<String> beyond = ReachModel.beyond(classes);
            if (beyond.isPresent()) {
                return verdict.escaped("the byte code policy passes it, yet " + beyond.get());
            }
        }
        if (!source.isEmpty()) {
            return verdict.refused(source.getFirst());
        }
        if (!bytecode.isEmpty()) {
            return verdict.refused(bytecode.getFirst());
        }
        boolean alive = fuzz.hostile() != null
                && classes.values().stream().anyMatch(file -> ConstantPool.read(file).hasText(JavaHostile.MARK));
        return alive ? verdict.escaped("all gates pass it with " + fuzz.hostile()) : verdict.accepted("");
    }

    /** javac itself overflows its stack or breaks on some sources; its container answers so too. */
    private static Compiled compiled(String name, String text) {
        try {
            return GateCorpus.compileAnew(name, text);
        } catch (StackOverflowError | RuntimeException e) {
            return new Compiled.Errors(e.toString());
        }
    }
}
