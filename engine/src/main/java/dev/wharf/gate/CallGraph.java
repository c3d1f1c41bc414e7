package dev.wharf.gate;

import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Which of the own methods may lead to which, by calls and by lambdas that are made; a method is a class, its name and type. */
final class CallGraph {

    private final Map<String, Set<String>> callees = new HashMap<>();

    CallGraph(OwnClasses own) {
        Map<String, MethodModel> methods = new HashMap<>();
        Map<String, Set<String>> bySignature = new HashMap<>();
        own.models().forEach((name, model) -> model.methods().forEach(method -> {
            String signature = method.methodName().stringValue() + method.methodType().stringValue();
            methods.put(name + "." + signature, method);
            bySignature.computeIfAbsent(signature, s -> new HashSet<>()).add(name + "." + signature);
        }));
        methods.forEach((key, method) -> {
            Set<String> found = new LinkedHashSet<>();
            method.code().ifPresent(code -> code.forEach(element -> called(element).stream()
                    .map(ref -> ref.name().stringValue() + ref.type().stringValue())
                    .forEach(signature -> found.addAll(bySignature.getOrDefault(signature, Set.of())))));
            callees.put(key, found);
        });
    }

    /** The methods that a predicate picks, and all that those lead to. */
    Set<String> reachableFrom(Predicate<String> roots) {
        return reachable(new ArrayDeque<>(callees.keySet().stream().filter(roots).toList()));
    }

    /** Whether a method leads to itself. */
    boolean isRecursive(String key) {
        return reachable(new ArrayDeque<>(callees.getOrDefault(key, Set.of()))).contains(key);
    }

    private Set<String> reachable(Deque<String> open) {
        Set<String> found = new HashSet<>();
        while (!open.isEmpty()) {
            Bounded.goOn();
            String key = open.pop();
            if (found.add(key)) {
                callees.getOrDefault(key, Set.of()).forEach(open::push);
            }
        }
        return found;
    }

    /** What an element of a method's code calls, or makes a lambda of. */
    static List<MemberRefEntry> called(CodeElement element) {
        return switch (element) {
            case InvokeInstruction invoke -> List.of(invoke.method());
            case InvokeDynamicInstruction dynamic ->
                BootstrapRules.arguments(dynamic.invokedynamic()).stream()
                        .filter(MethodHandleEntry.class::isInstance)
                        .map(handle -> ((MethodHandleEntry) handle).reference())
                        .toList();
            default -> List.of();
        };
    }
}
