package dev.wharf.gate.fuzz;

import dev.wharf.catalog.Dialect;
import dev.wharf.gate.GateCorpus;
import dev.wharf.gate.GateCorpus.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes one SQL text of one seed: a dialect, an extract or a condition. */
final class SqlCases {

    private static final int LARGEST = 3_000;
    private static final Set<String> PLACES = Set.of("id", "name", "a", "x", "kind", "1", "n", "email", "b");
    private static final List<String> HONEST = new ArrayList<>();
    private static final List<String> ATTACKS = new ArrayList<>();
    private static final List<String> POOL;

    static {
        for (Case example : GateCorpus.cases("honest")) {
            if (!example.verdicts().contains("java")) {
                HONEST.add(example.text());
            }
        }
        for (Case example : GateCorpus.cases("attacks")) {
            if (example.verdicts().stream().anyMatch(v -> v.startsWith("postgresql") || v.startsWith("sqlite"))) {
                ATTACKS.add(example.text());
            }
        }
        HONEST.removeIf(text -> text.length() > LARGEST);
        ATTACKS.removeIf(text -> text.length() > LARGEST);
        List<String> pool = new ArrayList<>();
        HONEST.forEach(text -> pool.addAll(Tokens.cut(text)));
        ATTACKS.forEach(text -> pool.addAll(Tokens.cut(text)));
        POOL = pool.stream().filter(piece -> !Tokens.isSpace(piece)).distinct().toList();
    }

    private SqlCases() {}

    static FuzzCase of(long seed) {
        Draws draws = new Draws(seed);
        Dialect dialect = draws.of(Dialect.values());
        boolean condition = draws.percent(20);
        Mutator mutator = new Mutator(draws, POOL);
        int kind = draws.below(100);
        String origin;
        String text;
        String hostile = null;
        if (kind < 35) {
            origin = "grammar";
            text = grammar(draws, dialect, condition, null);
        } else if (kind < 47) {
            origin = "grammar mutated";
            text = mutator.pieces(grammar(draws, dialect, condition, null), draws.between(1, 3));
        } else if (kind < 55) {
            origin = "honest mutated";
            text = mutator.pieces(draws.of(HONEST), draws.between(1, 2));
        } else if (kind < 63) {
            origin = "attack mutated";
            text = mutator.pieces(draws.of(ATTACKS), draws.between(1, 3));
        } else if (kind < 68) {
            origin = "characters";
            text = mutator.characters(draws.percent(50) ? grammar(draws, dialect, condition, null) : draws.of(HONEST), draws.between(1, 3));
        } else if (kind < 73) {
            origin = "crossed";
            text = mutator.crossed(draws.of(HONEST), draws.of(draws.percent(50) ? HONEST : ATTACKS));
        } else {
            origin = "hostile";
            hostile = piece(draws, dialect);
            text = hostile(draws, dialect, condition, hostile);
        }
        return new FuzzCase(seed, origin, text, dialect, condition, hostile);
    }

    private static String grammar(Draws draws, Dialect dialect, boolean condition, @Nullable String planted) {
        SqlGrammar grammar = new SqlGrammar(draws, dialect, planted);
        return condition ? grammar.condition() : grammar.extract();
    }

    private static String piece(Draws draws, Dialect dialect) {
        return switch (draws.below(8)) {
            case 0 -> draws.of(SqlHostile.tails());
            case 1 -> draws.of(SqlHostile.heads());
            case 2 -> draws.of(SqlHostile.sources(dialect));
            default -> draws.of(SqlHostile.calls(dialect));
        };
    }

    private static String hostile(Draws draws, Dialect dialect, boolean condition, String piece) {
        if (SqlHostile.tails().contains(piece)) {
            return grammar(draws, dialect, condition, null) + piece;
        }
        if (SqlHostile.heads().contains(piece)) {
            return piece + grammar(draws, dialect, condition, null);
        }
        if (SqlHostile.sources(dialect).contains(piece)) {
            String text = grammar(draws, dialect, condition, null);
            return text.replaceFirst("\\b(customers|orders|items)\\b", java.util.regex.Matcher.quoteReplacement(piece));
        }
        return draws.percent(60) ? grammar(draws, dialect, condition, piece) : inCorpus(draws, piece);
    }

    /** An honest extract of the corpus with one number or column replaced. */
    private static String inCorpus(Draws draws, String piece) {
        List<String> pieces = Tokens.cut(draws.of(HONEST));
        int at = draws.below(pieces.size());
        for (int i = 0; i < pieces.size() && !PLACES.contains(pieces.get(at)); i++) {
            at = (at + 1) % pieces.size();
        }
        pieces.set(at, piece);
        return Tokens.join(pieces);
    }
}
