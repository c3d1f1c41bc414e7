package dev.wharf.gate;

import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.util.Set;

/**
 * What turns an overflow of the stack into an exception within Java itself: compiling a regular expression
 * (java.util.regex.Pattern catches StackOverflowError and throws PatternSyntaxException). Within a recursion whose end is
 * caught, it would show how deep the stack was, which differs from run to run.
 */
final class RecursionRules {

    private static final Set<String> COMPILING = Set.of(
            "java/util/regex/Pattern.compile", "java/util/regex/Pattern.matches", "java/lang/String.matches",
            "java/lang/String.replaceAll", "java/lang/String.replaceFirst", "java/lang/String.split",
            "java/lang/String.splitWithDelimiters");
    private static final Set<String> CATCHING = Set.of(
            "java/util/regex/PatternSyntaxException", "java/lang/IllegalArgumentException", "java/lang/RuntimeException",
            "java/lang/Exception");

    private final OwnClasses own;
    private final Report report;

    RecursionRules(OwnClasses own, Report report) {
        this.own = own;
        this.report = report;
    }

    void check() {
        boolean caught = own.models().values().stream()
                .flatMap(model -> model.methods().stream())
                .flatMap(method -> method.code().stream())
                .flatMap(code -> code.exceptionHandlers().stream())
                .anyMatch(handler -> handler.catchType().map(ClassEntry::asInternalName).filter(CATCHING::contains).isPresent());
        if (!caught) {
            return;
        }
        CallGraph calls = new CallGraph(own);
        for (ClassModel model : own.models().values()) {
            for (MethodModel method : model.methods()) {
                String name = model.thisClass().asInternalName() + "." + method.methodName().stringValue();
                if (compiles(method) && calls.isRecursive(name + method.methodType().stringValue())) {
                    report.add(
                            null,
                            "catch",
                            "%s calls itself and compiles a regular expression, where an overflow of the stack becomes an exception that a handler takes"
                                    .formatted(OwnClasses.shown(name)),
                            "Make the Pattern a static final constant, or catch a narrower exception such as NumberFormatException");
                }
            }
        }
    }

    private static boolean compiles(MethodModel method) {
        return method.code().stream()
                .flatMap(code -> code.elementStream())
                .flatMap(element -> CallGraph.called(element).stream())
                .map((MemberRefEntry ref) -> ref.owner().asInternalName() + "." + ref.name().stringValue())
                .anyMatch(COMPILING::contains);
    }
}
