package dev.wharf.gate;

import com.github.javaparser.ast.ImportDeclaration;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.EnumConstantDeclaration;
import com.github.javaparser.ast.body.EnumDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.RecordDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.TypePatternExpr;
import com.github.javaparser.ast.type.TypeParameter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What names mean in one source, as far as a look at the source alone can tell. */
final class SourceNames {

    private final JavaMembers members = JavaMembers.instance();
    private final Set<String> ownTypes = new HashSet<>();
    private final Set<String> ownEnums = new HashSet<>();
    private final Set<String> ownMethods = new HashSet<>(Set.of("values", "valueOf", "clone"));
    private final Set<String> variables = new HashSet<>();
    private final Map<String, String> imported = new HashMap<>();
    private final Set<String> packages = new HashSet<>(Set.of("java/lang"));
    private final Set<String> staticNames = new HashSet<>();

    SourceNames(List<ImportDeclaration> imports, List<? extends Node> parts) {
        imports.forEach(this::add);
        parts.forEach(part -> part.walk(this::collect));
    }

    private void collect(Node node) {
        switch (node) {
            case EnumDeclaration type -> {
                ownTypes.add(type.getNameAsString());
                ownEnums.add(type.getNameAsString());
            }
            case RecordDeclaration type -> {
                ownTypes.add(type.getNameAsString());
                type.getParameters().forEach(p -> ownMethods.add(p.getNameAsString()));
            }
            case TypeDeclaration<?> type -> ownTypes.add(type.getNameAsString());
            case TypeParameter type -> ownTypes.add(type.getNameAsString());
            case MethodDeclaration method -> ownMethods.add(method.getNameAsString());
            case VariableDeclarator variable -> variables.add(variable.getNameAsString());
            case Parameter parameter -> variables.add(parameter.getNameAsString());
            case TypePatternExpr pattern -> variables.add(pattern.getNameAsString());
            case EnumConstantDeclaration constant -> variables.add(constant.getNameAsString());
            default -> {}
        }
    }

    private void add(ImportDeclaration declaration) {
        String name = declaration.getNameAsString();
        if (declaration.isStatic()) {
            if (declaration.isAsterisk()) {
                type(name).ifPresent(type -> staticNames.addAll(members.names(type)));
            } else {
                staticNames.add(name.substring(name.lastIndexOf('.') + 1));
            }
        } else if (declaration.isAsterisk()) {
            packages.add(name.replace('.', '/'));
            type(name).ifPresent(packages::add);
        } else {
            type(name).ifPresent(type -> imported.put(name.substring(name.lastIndexOf('.') + 1), type));
        }
    }

    /** Whether a package has a class of which something may be used, so that all of it may be imported. */
    boolean isPackage(String name) {
        String prefix = name.replace('.', '/') + "/";
        return members.all().entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .anyMatch(type -> type.startsWith(prefix) && type.indexOf('/', prefix.length()) < 0);
    }

    /** The listed class of a full name such as {@code java.util.Map.Entry}. */
    Optional<String> type(String fullName) {
        String name = fullName.replace('.', '/');
        while (true) {
            if (members.isType(name)) {
                return Optional.of(name);
            }
            int slash = name.lastIndexOf('/');
            if (slash < 0) {
                return Optional.empty();
            }
            name = name.substring(0, slash) + "$" + name.substring(slash + 1);
        }
    }

    /** The listed class that a name in this source means: simple, qualified by a class, or full. */
    Optional<String> listed(String name) {
        int dot = name.lastIndexOf('.');
        if (dot > 0) {
            String nested = name.substring(dot + 1);
            return type(name).or(() -> listed(name.substring(0, dot))
                    .map(outer -> outer + "$" + nested)
                    .filter(members::isType));
        }
        if (imported.containsKey(name)) {
            return Optional.of(imported.get(name));
        }
        for (String in : packages) {
            if (members.isType(in + "/" + name)) {
                return Optional.of(in + "/" + name);
            }
            if (members.isType(in + "$" + name)) {
                return Optional.of(in + "$" + name);
            }
        }
        return Optional.empty();
    }

    boolean isOwnType(String name) {
        return ownTypes.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    boolean isOwnEnum(String name) {
        return ownEnums.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    boolean isVariable(String name) {
        return variables.contains(name) || staticNames.contains(name);
    }

    boolean isOwnMethod(String name) {
        return ownMethods.contains(name) || staticNames.contains(name);
    }
}
