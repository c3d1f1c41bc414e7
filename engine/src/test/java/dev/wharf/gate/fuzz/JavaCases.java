package dev.wharf.gate.fuzz;

import dev.wharf.gate.GateCorpus;
import dev.wharf.gate.GateCorpus.Case;
import dev.wharf.gate.fuzz.JavaHostile.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes one Java source of one seed. */
final class JavaCases {

    /** The class that every case is to hold. */
    static final String CLASS = "Fuzz";

    private static final int LARGEST = 4_000;
    private static final List<String> HONEST = new ArrayList<>();
    private static final List<String> ATTACKS = new ArrayList<>();
    private static final List<String> POOL;

    static {
        for (Case example : GateCorpus.cases("honest")) {
            if (example.verdicts().contains("java")) {
                HONEST.add(GateCorpus.source(example, "Honest").replace("Honest", CLASS));
            }
        }
        GateCorpus.files("honest", ".java").forEach(file -> {
            String name = file.getFileName().toString().replace(".java", "");
            HONEST.add(GateCorpus.read(file).replaceAll("\\b" + name + "\\b", CLASS));
        });
        for (Case example : GateCorpus.cases("attacks")) {
            if (example.file().startsWith("java") || example.file().startsWith("text")) {
                ATTACKS.add(GateCorpus.source(example, "Attack").replace("Attack", CLASS));
            }
        }
        HONEST.removeIf(text -> text.length() > 2 * LARGEST);
        ATTACKS.removeIf(text -> text.length() > LARGEST);
        List<String> pool = new ArrayList<>();
        HONEST.forEach(text -> pool.addAll(Tokens.cut(text)));
        ATTACKS.forEach(text -> pool.addAll(Tokens.cut(text)));
        // names that lead outside, so that a name which takes another's place is one of them now and then
        pool.addAll(List.of(
                "System", "Thread", "Runtime", "Class", "forName", "getClass", "hashCode", "now", "random", "exit", "parallel", "io", "net",
                "reflect", "invoke", "File", "Path", "exec", "clone", "wait", "notify", "identityHashCode", "randomUUID", "ClassLoader",
                "getDeclaringClass", "native", "synchronized", "volatile", "transient", "static", "Throwable", "Error", "lookup", "getDefault"));
        POOL = pool.stream().filter(piece -> !Tokens.isSpace(piece)).distinct().toList();
    }

    /** What hostile pieces take from the generated classes. */
    private static final Pattern NAMED = Pattern.compile("\\b(KNOWN|LABELS|Kind)\\b");

    private JavaCases() {}

    static FuzzCase of(long seed) {
        Draws draws = new Draws(seed);
        Mutator mutator = new Mutator(draws, POOL);
        int kind = draws.below(100);
        if (kind < 30) {
            return made(seed, "grammar", plain(new JavaGrammar(draws, null).write(CLASS)), null);
        } else if (kind < 36) {
            return dead(seed, draws);
        } else if (kind < 48) {
            return made(seed, "honest mutated", mutator.pieces(draws.of(HONEST), draws.between(1, 2)), null);
        } else if (kind < 58) {
            String text = plain(new JavaGrammar(draws, null).write(CLASS));
            return made(seed, "grammar mutated", mutator.pieces(text, draws.between(1, 3)), null);
        } else if (kind < 66) {
            return made(seed, "attack mutated", mutator.pieces(draws.of(ATTACKS), draws.between(1, 3)), null);
        } else if (kind < 72) {
            String text = draws.percent(50) ? draws.of(HONEST) : draws.of(ATTACKS);
            return made(seed, "characters", mutator.characters(text, draws.between(1, 4)), null);
        } else if (kind < 76) {
            return made(seed, "crossed", mutator.crossed(draws.of(HONEST), draws.of(draws.percent(50) ? HONEST : ATTACKS)), null);
        }
        return kind < 84 ? planted(seed, draws) : alive(seed, draws);
    }

    /** An honest class with a hostile expression where a text stood. */
    private static FuzzCase planted(long seed, Draws draws) {
        String expression = JavaHostile.expression(draws);
        JavaGrammar grammar = new JavaGrammar(draws, expression);
        String text = plain(grammar.write(CLASS));
        return made(seed, "hostile expression", text, grammar.planted() ? expression : null);
    }

    /** An honest class with a hostile statement or member in it. */
    private static FuzzCase alive(long seed, Draws draws) {
        Piece piece = JavaHostile.piece(draws);
        // an honest class may call something else so, such as a set of one
        boolean named = NAMED.matcher(piece.body() + piece.members()).find();
        String text = draws.percent(75) || named ? new JavaGrammar(draws, null).write(CLASS) : draws.of(HONEST);
        String marked = text.contains(JavaGrammar.MEMBER)
                ? text
                : JavaGrammar.IMPORT + "\n" + text.substring(0, text.lastIndexOf('}')) + JavaGrammar.MEMBER + "\n}\n";
        String body = marked.contains(JavaGrammar.STATEMENT)
                ? marked
                : marked.replaceFirst("(void migrate\\([^)]*\\)\\s*\\{)", "$1 " + JavaGrammar.STATEMENT);
        String withBody = putAt(draws, body, JavaGrammar.STATEMENT, piece.body());
        String withMembers = putAt(draws, withBody, JavaGrammar.MEMBER, piece.members());
        String whole = putAt(draws, withMembers, JavaGrammar.IMPORT, String.join("\n", piece.imports()));
        return made(seed, "hostile piece", plain(whole), piece.name());
    }

    /** A hostile piece where it can do nothing: in a comment or a literal. */
    private static FuzzCase dead(long seed, Draws draws) {
        Piece piece = JavaHostile.piece(draws);
        String inside = (piece.body() + piece.members()).replace("*/", "").replace("\\", "").replace("\n", " ");
        String text = new JavaGrammar(draws, null).write(CLASS);
        String quiet = switch (draws.below(3)) {
            case 0 -> "/* " + inside + " */";
            case 1 -> "// " + inside + "\n";
            default -> "target.skip(\"dead: " + inside.replace("\"", "\\\"") + "\");";
        };
        return made(seed, "dead hostile", plain(putAt(draws, text, JavaGrammar.STATEMENT, quiet)), null);
    }

    private static String putAt(Draws draws, String text, String place, String piece) {
        List<Integer> places = new ArrayList<>();
        for (int at = text.indexOf(place); at >= 0; at = text.indexOf(place, at + 1)) {
            places.add(at);
        }
        if (places.isEmpty()) {
            return text;
        }
        int at = draws.of(places);
        return text.substring(0, at) + piece + text.substring(at + place.length());
    }

    private static String plain(String text) {
        return text.replace(JavaGrammar.STATEMENT, "").replace(JavaGrammar.MEMBER, "").replace(JavaGrammar.IMPORT, "");
    }

    private static FuzzCase made(long seed, String origin, String text, @Nullable String hostile) {
        return new FuzzCase(seed, origin, text, null, false, hostile);
    }
}
