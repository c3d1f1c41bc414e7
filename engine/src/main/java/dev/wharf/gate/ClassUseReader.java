package dev.wharf.gate;

import dev.wharf.gate.Report.Place;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads from class files which columns and tables a class names by constants: also through local variables, conditions,
 * helper methods, records, arrays and {@code List.of}, as far as {@link ProgramFlow} can follow the texts. What it cannot
 * follow counts as computed.
 */
public final class ClassUseReader {

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private ClassUseReader() {}

    /**
     * What a class names.
     *
     * @param classes binary name → class file; they passed {@link BytecodePolicy}
     * @return names as they are spelled in the class. Where the classes cannot be followed, every name counts as computed.
     */
    public static ClassUse read(String mainClass, Map<String, byte[]> classes) {
        return switch (Bounded.call("use", DEADLINE, () -> follow(mainClass, classes))) {
            case Bounded.Outcome.Done<ClassUse>(ClassUse use) -> use;
            // Any column may be named by a class that cannot be followed; that is slower, and true.
            case Bounded.Outcome<ClassUse> other -> new ClassUse(Set.of(), Map.of(), List.of(), Set.of(), Set.of(), true, true);
        };
    }

    private static ClassUse follow(String mainClass, Map<String, byte[]> classes) {
        Map<String, ClassModel> models = new LinkedHashMap<>();
        classes.forEach((name, bytes) -> {
            ClassModel model = ClassFile.of().parse(bytes);
            models.put(model.thisClass().asInternalName(), model);
        });
        Uses uses = new Uses();
        new ProgramFlow(new OwnClasses(mainClass, models)).run().observe(uses);
        return uses.result();
    }

    private static final class Uses implements FlowObserver {

        private static final String SOURCE = "dev/wharf/migration/SourceRow";
        private static final String ROWS = "dev/wharf/migration/TargetRows";
        private static final String ROW = "dev/wharf/migration/TargetRow";

        private final Set<String> reads = new TreeSet<>();
        private final Map<String, Set<String>> accessors = new TreeMap<>();
        private final Set<String> sets = new TreeSet<>();
        private final Set<String> tables = new TreeSet<>();
        private final List<ClassUse.Copy> copies = new ArrayList<>();
        private boolean computedSource;
        private boolean computedTarget;

        @Override
        public void called(@Nullable Place place, MemberRefEntry method, @Nullable Value receiver, List<Value> arguments) {
            String name = method.name().stringValue();
            switch (method.owner().asInternalName()) {
                case SOURCE -> {
                    computedSource |= !add(reads, arguments.getFirst());
                    Set<String> columns = arguments.getFirst().texts();
                    for (String column : columns == null ? Set.<String>of() : columns) {
                        accessors.computeIfAbsent(column, c -> new TreeSet<>()).add(name);
                    }
                }
                case ROWS -> {
                    if (name.equals("insert")) {
                        computedTarget |= !add(tables, arguments.getFirst());
                    }
                }
                case ROW -> {
                    if (name.equals("copy")) {
                        copied(arguments.get(0), arguments.get(1));
                    } else {
                        computedTarget |= !add(sets, arguments.getFirst());
                    }
                }
                default -> {}
            }
        }

        /** A method reference is called later, with texts that cannot be followed. */
        @Override
        public void referenced(@Nullable Place place, MemberRefEntry method, List<Value> captured) {
            String name = method.name().stringValue();
            switch (method.owner().asInternalName()) {
                case SOURCE -> computedSource = true;
                case ROWS -> computedTarget |= name.equals("insert");
                case ROW -> {
                    computedTarget = true;
                    computedSource |= name.equals("copy");
                }
                default -> {}
            }
        }

        private void copied(Value target, Value source) {
            Set<String> targets = target.texts();
            Set<String> sources = source.texts();
            computedTarget |= targets == null;
            computedSource |= sources == null;
            if (targets == null || sources == null) {
                return;
            }
            // The same value for both is what a loop over names gives: each is copied to itself.
            boolean same = targets.size() > 1 && targets.equals(sources);
            for (String to : targets) {
                for (String from : same ? Set.of(to) : sources) {
                    copies.add(new ClassUse.Copy(to, from));
                }
            }
        }

        /** Adds what a name may be; whether that is known. */
        private static boolean add(Set<String> names, Value value) {
            if (value.texts() != null) {
                names.addAll(value.texts());
            }
            return value.texts() != null;
        }

        ClassUse result() {
            List<ClassUse.Copy> distinct = copies.stream().distinct().toList();
            return new ClassUse(reads, accessors, distinct, sets, tables, computedSource, computedTarget);
        }
    }
}
