package dev.wharf.gate;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.ImportDeclaration;
import com.github.javaparser.ast.Modifier;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.*;
import com.github.javaparser.ast.expr.*;
import com.github.javaparser.ast.nodeTypes.NodeWithModifiers;
import com.github.javaparser.ast.stmt.*;
import com.github.javaparser.ast.type.*;
import dev.wharf.gate.Report.Place;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Walks the syntax tree of one source: each kind of node by its class, anything else refused. */
final class SourceWalk {

    private static final Set<Class<?>> PLAIN = Set.of(
            CompilationUnit.class, Modifier.class, EnumConstantDeclaration.class, CompactConstructorDeclaration.class,
            ConstructorDeclaration.class, Parameter.class, VariableDeclarator.class, ReceiverParameter.class,
            ArrayAccessExpr.class, ArrayCreationExpr.class, com.github.javaparser.ast.ArrayCreationLevel.class,
            ArrayInitializerExpr.class, AssignExpr.class, BinaryExpr.class, BooleanLiteralExpr.class, CastExpr.class,
            CharLiteralExpr.class, ConditionalExpr.class, DoubleLiteralExpr.class, EnclosedExpr.class,
            InstanceOfExpr.class, IntegerLiteralExpr.class, LambdaExpr.class, LongLiteralExpr.class,
            MatchAllPatternExpr.class, Name.class, NullLiteralExpr.class, RecordPatternExpr.class, SimpleName.class,
            StringLiteralExpr.class, SuperExpr.class, SwitchExpr.class, TextBlockLiteralExpr.class, ThisExpr.class,
            TypeExpr.class, TypePatternExpr.class, UnaryExpr.class, VariableDeclarationExpr.class, BlockStmt.class,
            BreakStmt.class, ContinueStmt.class, DoStmt.class, EmptyStmt.class,
            ExplicitConstructorInvocationStmt.class, ExpressionStmt.class, ForEachStmt.class, ForStmt.class,
            IfStmt.class, LabeledStmt.class, LocalClassDeclarationStmt.class, LocalRecordDeclarationStmt.class,
            ReturnStmt.class, SwitchEntry.class, SwitchStmt.class, ThrowStmt.class, WhileStmt.class, YieldStmt.class,
            ArrayType.class, PrimitiveType.class, TypeParameter.class, UnionType.class,
            UnknownType.class, VarType.class, VoidType.class, WildcardType.class);

    private static final Set<String> ANNOTATIONS = Set.of(
            "Override", "SuppressWarnings", "FunctionalInterface", "SafeVarargs", "Deprecated",
            "java.lang.Override", "java.lang.SuppressWarnings", "java.lang.FunctionalInterface", "java.lang.SafeVarargs");

    /** Names of java.lang that say what a nested type is, and that nothing dangerous goes by. */
    private static final Set<String> NATURAL_NAMES = Set.of("Error", "Record", "Process", "Module", "Package", "Number");

    private static final Set<Modifier.Keyword> MODIFIERS = Set.of(
            Modifier.Keyword.PUBLIC, Modifier.Keyword.PRIVATE, Modifier.Keyword.PROTECTED, Modifier.Keyword.STATIC,
            Modifier.Keyword.FINAL, Modifier.Keyword.ABSTRACT, Modifier.Keyword.SEALED, Modifier.Keyword.NON_SEALED,
            Modifier.Keyword.DEFAULT);

    private final Report report;
    private final String className;
    private final CompilationUnit unit;
    private final List<? extends Node> parts;
    private final SourceNames names;
    private final SourceUses uses;
    private final JavaMembers members = JavaMembers.instance();

    /** @param locals enums and interfaces within the unit's methods, which {@link LocalTypes} took out of them */
    SourceWalk(Report report, String className, CompilationUnit unit, List<BodyDeclaration<?>> locals) {
        this.report = report;
        this.className = className;
        this.unit = unit;
        this.parts = Stream.concat(Stream.of(unit), locals.stream()).toList();
        this.names = new SourceNames(unit.getImports(), parts);
        this.uses = new SourceUses(report, names, parts);
    }

    void check() {
        checkUnit();
        parts.forEach(part -> part.walk(this::node));
    }

    private void checkUnit() {
        unit.getPackageDeclaration().ifPresent(p -> refuse(
                p, "package", "The class is in a package", "Leave the package declaration out"));
        unit.getModule().ifPresent(m -> refuse(m, "module", "A module is declared", "Leave it out"));
        if (unit.getTypes().size() != 1
                || !(unit.getType(0) instanceof ClassOrInterfaceDeclaration type)
                || type.isInterface()
                || !type.isPublic()
                || !type.getNameAsString().equals(className)
                || type.isAbstract()
                || type.isCompact()) {
            refuse(
                    unit.getTypes().isEmpty() ? unit : unit.getTypes().getLast().orElseThrow(),
                    "main-class",
                    "The file does not hold one public class %s and nothing beside it".formatted(className),
                    "Write public final class %s implements RowMigration { … } and nest everything in it".formatted(className));
            return;
        }
        boolean migration = type.getImplementedTypes().stream()
                .anyMatch(t -> names.listed(t.getNameWithScope()).filter("dev/wharf/migration/RowMigration"::equals).isPresent());
        if (!migration) {
            refuse(
                    type,
                    "main-class",
                    "%s does not implement RowMigration".formatted(className),
                    "import dev.wharf.migration.RowMigration and implement it");
        }
    }

    private void node(Node node) {
        Bounded.goOn();
        if (node instanceof NodeWithModifiers<?> modified) {
            modifiers(node, modified);
        }
        switch (node) {
            case ImportDeclaration declaration -> imported(declaration);
            case com.github.javaparser.ast.PackageDeclaration declaration -> {}
            case com.github.javaparser.ast.modules.ModuleDeclaration declaration -> {}
            case ClassOrInterfaceDeclaration type -> {
                declared(type);
                parents(type, type.getExtendedTypes(), type.isInterface());
                parents(type, type.getImplementedTypes(), true);
            }
            case RecordDeclaration type -> {
                declared(type);
                parents(type, type.getImplementedTypes(), true);
            }
            case EnumDeclaration type -> {
                declared(type);
                parents(type, type.getImplementedTypes(), true);
            }
            case InitializerDeclaration block ->
                refuse(
                        block,
                        "initializer",
                        "An initialiser block stands here",
                        "Give each constant its value where it is declared, such as Map.of(…) or a private static method");
            case FieldDeclaration field -> field(field);
            case MethodDeclaration method -> method(method);
            case AnnotationExpr annotation -> annotation(annotation);
            case SynchronizedStmt block ->
                refuse(block, "synchronized", "A synchronized block stands here", "Leave it out: a migration has one thread");
            case AssertStmt statement ->
                refuse(statement, "assert", "assert depends on a flag of the JVM", "Use target.reject(reason) or throw an exception");
            case TryStmt statement -> tryStatement(statement);
            case CatchClause clause -> caught(clause);
            case ClassOrInterfaceType type -> uses.type(type);
            case ClassExpr literal -> uses.classLiteral(literal);
            case ObjectCreationExpr created -> uses.created(created);
            case MethodCallExpr call -> uses.call(call);
            case MethodReferenceExpr reference -> uses.reference(reference);
            case FieldAccessExpr access -> uses.access(access);
            case NameExpr name -> uses.name(name);
            case MemberValuePair pair -> {}
            default -> {
                if (!PLAIN.contains(node.getClass())) {
                    refuse(
                            node,
                            "unknown-syntax",
                            "'%s' is a construct that the policy does not know (%s)"
                                    .formatted(Report.shown(node.toString()), node.getClass().getSimpleName()),
                            "Write plain Java: classes, records, enums, sealed interfaces, methods");
                }
            }
        }
        if (node instanceof ForEachStmt loop) {
            uses.iterated(loop.getIterable());
        }
    }

    private void modifiers(Node node, NodeWithModifiers<?> modified) {
        for (Modifier modifier : modified.getModifiers()) {
            if (!MODIFIERS.contains(modifier.getKeyword())) {
                refuse(
                        node,
                        "modifier",
                        "The modifier %s stands here".formatted(modifier.getKeyword().asString()),
                        "Leave it out: a migration is plain Java in one thread");
            }
        }
    }

    private void imported(ImportDeclaration declaration) {
        String name = declaration.getNameAsString();
        boolean allowed;
        if (declaration.isModule()) {
            allowed = false;
        } else if (declaration.isStatic()) {
            String owner = declaration.isAsterisk() ? name : name.substring(0, Math.max(0, name.lastIndexOf('.')));
            String member = name.substring(name.lastIndexOf('.') + 1);
            allowed = names.type(owner)
                    .filter(type -> declaration.isAsterisk() || members.names(type).contains(member))
                    .isPresent();
        } else {
            allowed = declaration.isAsterisk()
                    ? names.isPackage(name) || names.type(name).isPresent()
                    : names.type(name).isPresent();
        }
        if (!allowed) {
            refuse(
                    declaration,
                    "import",
                    "'%s' is not among the imports that a migration class may have".formatted(Report.shown(name)),
                    Hints.forType(name.replace('.', '/')));
        }
    }

    private void declared(TypeDeclaration<?> type) {
        String name = type.getNameAsString();
        boolean shadows = !name.equals(className)
                && members.typesBySimpleName(name).stream()
                        .anyMatch(t -> t.startsWith("java/lang/") || t.startsWith("dev/wharf/"));
        if (!NATURAL_NAMES.contains(name) && (shadows || inJavaLang(name))) {
            refuse(
                    type,
                    "shadowing",
                    "The type %s has the name of one of java.lang or of the migration API".formatted(name),
                    "Choose another name");
        }
    }

    private static boolean inJavaLang(String name) {
        return ClassLoader.getPlatformClassLoader().getResource("java/lang/" + name + ".class") != null;
    }

    private void parents(Node at, List<ClassOrInterfaceType> types, boolean interfaces) {
        for (ClassOrInterfaceType type : types) {
            String name = type.getNameWithScope();
            boolean allowed = names.isOwnType(name)
                    || names.listed(name).filter(t -> mayBeParent(t, interfaces)).isPresent();
            if (!allowed) {
                refuse(
                        at,
                        "supertype",
                        "%s may not be extended or implemented".formatted(Report.shown(name)),
                        "Extend own classes or RuntimeException; implement RowMigration, own interfaces, Comparable, Comparator, Iterable, Iterator or java.util.function");
            }
        }
    }

    private static boolean mayBeParent(String type, boolean interfaces) {
        return interfaces
                ? type.equals("dev/wharf/migration/RowMigration")
                        || ClassShape.PARENT_INTERFACES.contains(type)
                        || type.startsWith("java/util/function/")
                : ClassShape.PARENT_EXCEPTIONS.contains(type);
    }

    private void field(FieldDeclaration field) {
        boolean inMain = field.getParentNode().filter(p -> p == unit.getType(0)).isPresent();
        boolean inInterface = field.getParentNode()
                .filter(p -> p instanceof ClassOrInterfaceDeclaration type && type.isInterface())
                .isPresent();
        boolean inEnum = field.getParentNode().filter(EnumDeclaration.class::isInstance).isPresent();
        if (inMain && !field.isStatic()) {
            refuse(
                    field,
                    "instance-field",
                    "An instance field would carry state from row to row",
                    "Make it a local variable of migrate, given to helpers as a parameter; or a static final constant");
        } else if ((field.isStatic() || inEnum) && !field.isFinal() && !inInterface) {
            refuse(
                    field,
                    "mutable-static",
                    "A field that can change would carry state from row to row",
                    "Make it static final and of a value that never changes; count and collect in local variables of migrate");
        }
    }

    private void method(MethodDeclaration method) {
        if (method.getNameAsString().equals("finalize")) {
            refuse(method, "method", "finalize would be run by the garbage collector", "Choose another name");
        }
    }

    private void annotation(AnnotationExpr annotation) {
        if (!ANNOTATIONS.contains(annotation.getNameAsString())) {
            refuse(
                    annotation,
                    "annotation",
                    "@%s stands here".formatted(Report.shown(annotation.getNameAsString())),
                    "Only Override, SuppressWarnings, FunctionalInterface, SafeVarargs and Deprecated may stand here; write a record or the methods themselves");
        }
    }

    private void tryStatement(TryStmt statement) {
        if (!statement.getResources().isEmpty()) {
            refuse(statement, "resource", "try opens a resource", "Leave try (…) out and use the value itself: a migration has nothing to close");
        }
        statement.getFinallyBlock().ifPresent(block -> block.walk(inner -> {
            if (leaves(inner, block)) {
                refuse(
                        inner,
                        "finally",
                        "finally is left by %s, which would swallow an exception".formatted(Report.shown(inner.toString())),
                        "Move it behind the try statement");
            }
        }));
    }

    /** Whether a statement leaves the block: a return that is no lambda's, a jump that is no inner loop's. */
    private static boolean leaves(Node statement, BlockStmt block) {
        if (!(statement instanceof ReturnStmt || statement instanceof BreakStmt || statement instanceof ContinueStmt)) {
            return false;
        }
        for (Node at = statement; at != block; at = at.getParentNode().orElse(block)) {
            boolean caught = statement instanceof ReturnStmt
                    ? at instanceof LambdaExpr || at instanceof MethodDeclaration
                    : at instanceof ForStmt
                            || at instanceof ForEachStmt
                            || at instanceof WhileStmt
                            || at instanceof DoStmt
                            || at instanceof SwitchStmt;
            if (caught) {
                return false;
            }
        }
        return true;
    }

    private void caught(CatchClause clause) {
        Type type = clause.getParameter().getType();
        List<? extends Type> types = type.isUnionType() ? type.asUnionType().getElements() : List.of(type);
        for (Type each : types) {
            String name = each.asString();
            boolean listed = name.endsWith("Exception") && names.listed(name).isPresent();
            if (!listed && !names.isOwnType(name)) {
                refuse(
                        clause,
                        "catch",
                        "catch (%s) takes more than exceptions of data".formatted(Report.shown(name)),
                        "Catch the exception that you expect, such as NumberFormatException or DateTimeParseException");
            }
        }
    }

    private void refuse(Node node, String rule, String message, String next) {
        report.add(place(node), rule, message, next);
    }

    static @Nullable Place place(Node node) {
        return node.getBegin().map(begin -> new Place(begin.line, begin.column)).orElse(null);
    }
}
