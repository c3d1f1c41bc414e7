package dev.wharf.gate;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.ClassExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.MethodReferenceExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.TypeExpr;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a source names: types, methods, fields, and sets and maps whose order Java salts. */
final class SourceUses {

    /** What may be asked of a set or map in salted order: nothing that goes through it. */
    static final Set<String> UNORDERED = Set.of(
            "contains", "containsKey", "containsValue", "containsAll", "get", "getOrDefault", "size", "isEmpty", "equals");

    private static final Set<String> SALTED_FACTORIES = Set.of("of", "ofEntries", "copyOf");

    private final Report report;
    private final SourceNames names;
    private final JavaMembers members = JavaMembers.instance();
    private final Set<String> allNames = members.allNames();
    private final Set<String> salted = new HashSet<>();

    SourceUses(Report report, SourceNames names, List<? extends Node> parts) {
        this.report = report;
        this.names = names;
        parts.forEach(part -> part.walk(VariableDeclarator.class, variable -> variable.getInitializer()
                .filter(this::isSalted)
                .ifPresent(value -> salted.add(variable.getNameAsString()))));
    }

    void type(ClassOrInterfaceType type) {
        if (type.getParentNode().filter(ClassOrInterfaceType.class::isInstance).isPresent()
                && type.getParentNode().map(ClassOrInterfaceType.class::cast).flatMap(ClassOrInterfaceType::getScope).filter(s -> s == type).isPresent()) {
            return; // a part of a longer name, which is looked at as a whole
        }
        String name = type.getNameWithScope();
        boolean variable = type.getParentNode().filter(TypeExpr.class::isInstance).isPresent()
                && names.isVariable(name.substring(0, name.contains(".") ? name.indexOf('.') : name.length()));
        if (!variable && !names.isOwnType(name) && names.listed(name).isEmpty()) {
            refuseType(type, name);
        }
    }

    void created(ObjectCreationExpr created) {
        String name = created.getType().getNameWithScope();
        Optional<String> listed = names.listed(name);
        if (created.getAnonymousClassBody().isPresent()) {
            boolean allowed = names.isOwnType(name)
                    || listed.filter(t -> ClassShape.PARENT_INTERFACES.contains(t) || t.startsWith("java/util/function/"))
                            .isPresent();
            if (!allowed) {
                report.add(
                        SourceWalk.place(created),
                        "supertype",
                        "An anonymous class of %s stands here".formatted(Report.shown(name)),
                        "Use a lambda or a nested record");
            }
        } else if (!names.isOwnType(name) && listed.filter(t -> !members.names(t).contains("<init>")).isPresent()) {
            Hints.member(report, SourceWalk.place(created), listed.orElseThrow(), "<init>");
        }
    }

    void classLiteral(ClassExpr literal) {
        String name = literal.getTypeAsString();
        boolean listed = !names.isOwnType(name) && names.listed(name).filter(type -> JavaMembers.reflect(type).isEnum()).isPresent();
        if (!names.isOwnEnum(name) && !listed) {
            report.add(
                    SourceWalk.place(literal),
                    "class-literal",
                    "%s stands here; only an enum's may, for EnumMap and EnumSet".formatted(Report.shown(literal.toString())),
                    "Use pattern matching instead of classes as values");
        }
    }

    void call(MethodCallExpr call) {
        if (comparesClasses(call) || namesClass(call)) {
            return;
        }
        member(call, call.getScope(), call.getNameAsString());
        call.getScope().ifPresent(scope -> order(call, scope, call.getNameAsString()));
    }

    /** Whether this is a part of {@code o.getClass().getSimpleName()}; whose name it is, the bytecode tells. */
    private static boolean namesClass(MethodCallExpr call) {
        return isGetClass(call)
                ? call.getParentNode().filter(parent -> parent instanceof MethodCallExpr outer && isSimpleName(outer)).isPresent()
                : isSimpleName(call);
    }

    private static boolean isSimpleName(MethodCallExpr call) {
        return call.getNameAsString().equals("getSimpleName")
                && call.getArguments().isEmpty()
                && call.getScope().filter(SourceUses::isGetClass).isPresent();
    }

    /** Whether this is a side of {@code getClass() != o.getClass()}, as an equals of its own asks. */
    private static boolean comparesClasses(MethodCallExpr call) {
        return isGetClass(call)
                && call.getParentNode()
                        .filter(parent -> parent instanceof BinaryExpr both
                                && (both.getOperator() == BinaryExpr.Operator.EQUALS
                                        || both.getOperator() == BinaryExpr.Operator.NOT_EQUALS)
                                && isGetClass(both.getLeft())
                                && isGetClass(both.getRight()))
                        .isPresent();
    }

    private static boolean isGetClass(Expression expression) {
        return expression instanceof MethodCallExpr call
                && call.getNameAsString().equals("getClass")
                && call.getArguments().isEmpty();
    }

    void reference(MethodReferenceExpr reference) {
        if (!reference.getIdentifier().equals("new")) {
            member(reference, Optional.of(reference.getScope()), reference.getIdentifier());
            order(reference, reference.getScope(), reference.getIdentifier());
        }
    }

    void iterated(Expression iterable) {
        if (isSalted(iterable)) {
            refuseOrder(iterable, Report.shown(iterable.toString()) + " is gone through");
        }
    }

    void access(FieldAccessExpr access) {
        boolean partOfName = access.getParentNode()
                .filter(p -> p instanceof FieldAccessExpr outer && outer.getScope() == access)
                .isPresent();
        Optional<String> root = root(access);
        if (partOfName || root.isEmpty() || names.isVariable(root.get()) || names.isOwnType(root.get())) {
            return;
        }
        String full = access.toString();
        if (names.listed(full).isPresent() || packageOf(access)) {
            return; // a type's name; its use is looked at where it is used
        }
        Optional<String> type = names.listed(access.getScope().toString());
        if (type.isEmpty()) {
            refuseType(access, full);
        } else if (!members.names(type.get()).contains(access.getNameAsString())) {
            Hints.member(report, SourceWalk.place(access), type.get(), access.getNameAsString());
        }
    }

    void name(NameExpr name) {
        String text = name.getNameAsString();
        boolean scope = name.getParentNode().filter(FieldAccessExpr.class::isInstance).isPresent();
        if (!names.isVariable(text) && !names.isOwnType(text) && names.listed(text).isEmpty() && !scope) {
            refuseType(name, text);
        }
    }

    /** Whether this access is the scope of a call whose own name is looked at together with it. */
    private boolean packageOf(FieldAccessExpr access) {
        return names.listed(access.toString()).isPresent();
    }

    private static Optional<String> root(Expression expression) {
        return switch (expression) {
            case NameExpr name -> Optional.of(name.getNameAsString());
            case FieldAccessExpr access -> root(access.getScope());
            default -> Optional.empty();
        };
    }

    private void member(Node at, Optional<Expression> scope, String name) {
        Optional<String> type = scope.flatMap(this::typeOf);
        if (type.isPresent()) {
            if (!members.names(type.get()).contains(name)) {
                Hints.member(report, SourceWalk.place(at), type.get(), name);
            }
        } else if (!names.isOwnMethod(name) && !allNames.contains(name)) {
            report.add(
                    SourceWalk.place(at),
                    "not-allowed",
                    "'%s' is not among the methods that a migration class may call".formatted(Report.shown(name)),
                    Hints.forMember(scope.map(s -> s.toString().replace('.', '/')).orElse(""), name));
        }
    }

    /** The listed class that a scope names; empty where it is a value or an own type. */
    private Optional<String> typeOf(Expression scope) {
        if (scope instanceof TypeExpr type) {
            // The parser takes the variable of values::get for a type.
            if (names.isVariable(type.getTypeAsString())) {
                return Optional.empty();
            }
            return type.getType().isClassOrInterfaceType() && !names.isOwnType(type.getTypeAsString())
                    ? names.listed(type.getType().asClassOrInterfaceType().getNameWithScope())
                    : Optional.empty();
        }
        Optional<String> root = root(scope);
        if (root.isEmpty() || names.isVariable(root.get()) || names.isOwnType(root.get())) {
            return Optional.empty();
        }
        return names.listed(scope.toString());
    }

    private void order(Node at, Expression scope, String method) {
        boolean byComparator = method.equals("min") || method.equals("max"); // which the bytecode follows
        if (isSalted(scope) && !byComparator && !Holders.keepsOrderIn(numbers(scope) ? "java/util/stream/IntStream" : "", method)) {
            refuseOrder(at, "%s.%s goes through it".formatted(Report.shown(scope.toString()), method));
        }
    }

    /** Whether a stream is one of whole numbers by its last step. */
    private static boolean numbers(Expression stream) {
        return stream instanceof MethodCallExpr call && Set.of("mapToInt", "mapToLong").contains(call.getNameAsString());
    }

    private boolean isSalted(Expression expression) {
        return switch (expression) {
            case NameExpr name -> salted.contains(name.getNameAsString());
            case MethodCallExpr call when call.getScope().isPresent() && SALTED_FACTORIES.contains(call.getNameAsString()) ->
                typeOf(call.getScope().get())
                        .filter(t -> t.equals("java/util/Set") || t.equals("java/util/Map"))
                        .isPresent();
            case MethodCallExpr call when call.getScope().isPresent() && Holders.carries(call.getNameAsString()) ->
                isSalted(call.getScope().get());
            default -> false;
        };
    }

    private void refuseOrder(Node at, String what) {
        report.add(
                SourceWalk.place(at),
                "salted-order",
                "%s, and Java changes the order of Set.of and Map.of from start to start".formatted(what),
                Hints.salted());
    }

    private void refuseType(Node at, String name) {
        String guess = name.contains(".") ? name.replace('.', '/') : "java/lang/" + name;
        report.add(
                SourceWalk.place(at),
                "not-allowed",
                "'%s' is not among what a migration class may name".formatted(Report.shown(name)),
                Hints.forType(guess));
    }
}
