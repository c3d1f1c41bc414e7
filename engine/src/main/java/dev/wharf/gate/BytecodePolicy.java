package dev.wharf.gate;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The authority over what a migration class may do: reads the class files that will run and allows only what is listed.
 * What it does not know is refused: members by {@link JavaMembers}, shapes by {@link ClassShape}, instructions by
 * {@link CodeShape}, and what becomes of values by {@link ValueRules}.
 */
public final class BytecodePolicy {

    static final String GATE = "bytecode";
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    static final int MAX_CLASSES = 100;
    static final int MAX_CLASS_BYTES = 256 * 1024;
    static final int MAX_TOTAL_BYTES = 1024 * 1024;

    private BytecodePolicy() {}

    /**
     * Checks the classes that one source compiled to.
     *
     * @param file the source's name, for the findings
     * @param mainClass the class that implements RowMigration, without a package
     * @param classes binary name → class file, as the compiler gave them
     * @return what they break; empty where they may run. Never throws.
     */
    public static List<Finding> check(
            @Nullable String step, @Nullable String file, String mainClass, Map<String, byte[]> classes) {
        Bounded.Outcome<List<Finding>> outcome =
                Bounded.call("bytecode", DEADLINE, () -> judge(new Report(GATE, step, file), mainClass, classes));
        return switch (outcome) {
            case Bounded.Outcome.Done<List<Finding>>(List<Finding> findings) -> findings;
            case Bounded.Outcome.TooLong<List<Finding>> late ->
                refusal(step, file, "deadline", "Following the values takes more than %d s".formatted(DEADLINE.toSeconds()));
            case Bounded.Outcome.TooDeep<List<Finding>> deep ->
                refusal(step, file, "nesting", "The classes are nested too deep to be followed");
            case Bounded.Outcome.Failed<List<Finding>> failed -> Report.internal(GATE, step, file, failed.cause());
        };
    }

    private static List<Finding> refusal(@Nullable String step, @Nullable String file, String rule, String message) {
        Report report = new Report(GATE, step, file);
        report.add(null, rule, message, "Write it simpler and shorter");
        return report.findings();
    }

    private static List<Finding> judge(Report report, String mainClass, Map<String, byte[]> classes) {
        try {
            checkSizes(report, mainClass, classes);
            if (!report.isEmpty()) {
                return report.findings();
            }
            Map<String, ClassModel> models = parse(report, mainClass, classes);
            if (!report.isEmpty()) {
                return report.findings();
            }
            OwnClasses own = new OwnClasses(mainClass, models);
            for (ClassModel model : models.values()) {
                new ClassShape(own, model, report).check();
            }
            if (report.isEmpty()) {
                verify(report, own);
            }
            if (report.isEmpty()) {
                new RecursionRules(own, report).check();
                new ValueRules(own, report).check();
            }
        } catch (IllegalArgumentException e) {
            // The class file API reads lazily, and says so wherever it meets what is no class file.
            report.add(null, "malformed", "The class files are malformed", "Compile them anew");
        }
        return report.findings();
    }

    private static void checkSizes(Report report, String mainClass, Map<String, byte[]> classes) {
        if (!classes.containsKey(mainClass)) {
            report.add(
                    null,
                    "main-class",
                    "There is no class %s".formatted(mainClass),
                    "Name the public class as its file");
        }
        int total = 0;
        for (byte[] bytes : classes.values()) {
            total += bytes.length;
            if (bytes.length > MAX_CLASS_BYTES) {
                report.add(null, "size", "A class has %d bytes, at most %d may".formatted(bytes.length, MAX_CLASS_BYTES), "Shorten it");
            }
        }
        if (classes.size() > MAX_CLASSES || total > MAX_TOTAL_BYTES) {
            report.add(
                    null,
                    "size",
                    "%d classes with %d bytes; at most %d with %d may run"
                            .formatted(classes.size(), total, MAX_CLASSES, MAX_TOTAL_BYTES),
                    "Split the step");
        }
    }

    private static Map<String, ClassModel> parse(Report report, String mainClass, Map<String, byte[]> classes) {
        Map<String, ClassModel> models = new LinkedHashMap<>();
        new TreeMap<>(classes).forEach((name, bytes) -> {
            try {
                ClassModel model = ClassFile.of().parse(bytes);
                String internalName = model.thisClass().asInternalName();
                boolean expected = internalName.equals(name.replace('.', '/'))
                        && (internalName.equals(mainClass) || internalName.startsWith(mainClass + "$"))
                        && internalName.indexOf('/') < 0;
                if (!expected) {
                    report.add(
                            null,
                            "extra-class",
                            "The class %s is neither %s nor nested in it".formatted(Report.shown(internalName), mainClass),
                            "Nest records, enums and helpers in the public class; no package");
                }
                if (model.majorVersion() != ClassFile.JAVA_25_VERSION || model.minorVersion() != 0) {
                    report.add(
                            null,
                            "version",
                            "%s has class file version %d.%d"
                                    .formatted(Report.shown(internalName), model.majorVersion(), model.minorVersion()),
                            "Compile with release 25 and without preview features");
                }
                models.put(internalName, model);
            } catch (IllegalArgumentException e) {
                report.add(null, "malformed", "The class file of %s is malformed".formatted(Report.shown(name)), "Compile it anew");
            }
        });
        return models;
    }

    /** The JVM will verify again in the runner; this keeps the flow analysis from reading what no JVM would run. */
    private static void verify(Report report, OwnClasses own) {
        Map<ClassDesc, ClassDesc> supers = new HashMap<>();
        Set<ClassDesc> interfaces = new HashSet<>();
        for (ClassModel model : own.models().values()) {
            ClassDesc self = model.thisClass().asSymbol();
            if (model.flags().has(AccessFlag.INTERFACE)) {
                interfaces.add(self);
            } else {
                supers.put(self, ClassDesc.ofInternalName(OwnClasses.superName(model)));
            }
        }
        ClassFile verifier = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.of(interfaces, supers).orElse(ClassHierarchyResolver.defaultResolver())));
        for (ClassModel model : own.models().values()) {
            if (!verifier.verify(model).isEmpty()) {
                report.add(
                        null,
                        "malformed",
                        "The class file of %s does not verify"
                                .formatted(OwnClasses.shown(model.thisClass().asInternalName())),
                        "Compile it anew");
            }
        }
    }
}
