package dev.wharf.gate.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Changes a text by pieces or characters, or mixes it with another. What comes out need not be a program any more. */
final class Mutator {

    /** Characters that lexers treat in ways of their own. */
    private static final List<String> ODD = List.of(
            "\\", "'", "\"", "`", ";", "$", "$$", "/*", "*/", "--", "//", "\n", "\r\n", "\t", "{", "}", "(", ")", "[", "]", "@", "#",
            "?", ":", "::", "\\u000a", "\\u0022", "\u00a0", "\u202e", "\u200b", "\ufeff", "\0", "\u001a", "é", "\ud800", "0x", "E'", "U&'",
            "N'", "1e999", "/*+", "/*!", "\"\"\"", "||", "->", "...", "0.", ".5", "\u2028", "ｱ");

    private final Draws draws;
    private final List<String> pool;
    private final Map<Character, List<String>> byKind;

    /** @param pool pieces of other texts, to put in */
    Mutator(Draws draws, List<String> pool) {
        this.draws = draws;
        this.pool = pool;
        this.byKind = pool.stream().collect(Collectors.groupingBy(Mutator::kind));
    }

    /** Names, numbers, texts and each other character are kinds of their own. */
    private static char kind(String piece) {
        char first = piece.charAt(0);
        return Character.isLetter(first) || first == '_' ? 'a' : Character.isDigit(first) ? '1' : first;
    }

    /** A few changes of whole pieces. */
    String pieces(String text, int changes) {
        List<String> pieces = Tokens.cut(text);
        for (int i = 0; i < changes && pieces.size() > 1; i++) {
            change(pieces);
        }
        return Tokens.join(pieces);
    }

    private void change(List<String> pieces) {
        int at = visible(pieces);
        if (draws.percent(60)) {
            // one like it in its place: what comes out is often a program still
            pieces.set(at, draws.of(byKind.getOrDefault(kind(pieces.get(at)), pool)));
            return;
        }
        switch (draws.below(7)) {
            case 0 -> pieces.remove(at);
            case 1 -> pieces.add(at, pieces.get(at));
            case 2 -> pieces.set(at, draws.of(pool));
            case 3 -> pieces.add(at, draws.of(pool));
            case 4 -> {
                int other = visible(pieces);
                String moved = pieces.set(at, pieces.get(other));
                pieces.set(other, moved);
            }
            case 5 -> pieces.set(at, pieces.get(visible(pieces)));
            default -> {
                int end = Math.min(pieces.size(), at + draws.between(1, 8));
                List<String> run = new ArrayList<>(pieces.subList(at, end));
                if (draws.percent(50)) {
                    pieces.subList(at, end).clear();
                }
                pieces.addAll(draws.below(pieces.size() + 1), run);
            }
        }
        if (pieces.isEmpty()) {
            pieces.add(draws.of(pool));
        }
    }

    private int visible(List<String> pieces) {
        int at = draws.below(pieces.size());
        for (int i = 0; i < pieces.size() && Tokens.isSpace(pieces.get(at)); i++) {
            at = (at + 1) % pieces.size();
        }
        return at;
    }

    /** A few changes of single characters. */
    String characters(String text, int changes) {
        StringBuilder out = new StringBuilder(text);
        for (int i = 0; i < changes && !out.isEmpty(); i++) {
            int at = draws.below(out.length());
            switch (draws.below(5)) {
                case 0 -> out.deleteCharAt(at);
                case 1 -> out.insert(at, draws.of(ODD));
                case 2 -> out.replace(at, at + 1, draws.of(ODD));
                case 3 -> out.insert(at, out.charAt(draws.below(out.length())));
                default -> out.setCharAt(at, (char) draws.between(1, 0x7F));
            }
        }
        return out.toString();
    }

    /** The beginning of one text and the end of another, each cut at a piece. */
    String crossed(String one, String other) {
        List<String> head = Tokens.cut(one);
        List<String> tail = Tokens.cut(other);
        return Tokens.join(head.subList(0, draws.below(head.size() + 1)))
                + Tokens.join(tail.subList(draws.below(tail.size() + 1), tail.size()));
    }
}
