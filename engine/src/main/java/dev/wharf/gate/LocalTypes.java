package dev.wharf.gate;

import dev.wharf.gate.JavaLexer.Region;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds enums and interfaces that are declared within methods (JLS 14.3), which JavaParser cannot read there. Each is
 * taken out of the text, blanks in its place, so that the rest can be read; and is given as a text of its own that has it
 * at its line and column, to be read as a member. Nothing is lost: what is in neither text is blanks. Where the finder
 * is wrong, one of the texts cannot be read, and the source is refused.
 */
final class LocalTypes {

    /**
     * A source without its local enums and interfaces, and those.
     *
     * @param rest as long as the source
     * @param types each with line ends and blanks before it
     */
    record Parts(String rest, List<String> types) {}

    /** A word or another single character of the code, and where it begins. */
    private record Token(String text, int at) {}

    private final String text;
    private final List<Token> tokens;

    private LocalTypes(String text) {
        this.text = text;
        this.tokens = tokens(text);
    }

    static Parts of(String text) {
        LocalTypes finder = new LocalTypes(text);
        StringBuilder rest = new StringBuilder(text);
        List<String> types = new ArrayList<>();
        finder.find().ifPresent(ranges -> {
            for (int[] range : ranges) {
                types.add(blank(text.substring(0, range[0])) + text.substring(range[0], range[1]));
                rest.replace(range[0], range[1], blank(text.substring(range[0], range[1])));
            }
        });
        return new Parts(rest.toString(), types);
    }

    private static List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        JavaLexer lexer = new JavaLexer(text);
        int word = -1;
        while (lexer.more()) {
            int at = lexer.offset();
            int c = lexer.codePoint();
            boolean code = lexer.region() == Region.CODE;
            boolean inWord = code && Character.isJavaIdentifierPart(c);
            if (!inWord && word >= 0) {
                tokens.add(new Token(text.substring(word, at), word));
                word = -1;
            }
            if (inWord && word < 0) {
                word = at;
            } else if (!inWord && code && !Character.isWhitespace(c)) {
                tokens.add(new Token(Character.toString(c), at));
            }
            lexer.next();
        }
        return tokens;
    }

    /** From where to where local enums and interfaces stand; empty where brackets do not match. */
    private Optional<List<int[]>> find() {
        List<int[]> ranges = new ArrayList<>();
        Deque<Boolean> typeBodies = new ArrayDeque<>();
        boolean header = false;
        int statement = 0;
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i).text();
            boolean local = !typeBodies.isEmpty() && !typeBodies.peek();
            if (local && (token.equals("enum") || token.equals("interface")) && isDeclaration(i)) {
                Integer end = end(i);
                if (end == null) {
                    return Optional.empty();
                }
                ranges.add(new int[] {tokens.get(statement).at(), tokens.get(end).at() + 1});
                i = end;
                statement = i + 1;
                continue;
            }
            switch (token) {
                case "class", "enum", "interface" -> header |= isDeclaration(i);
                case "record" -> header |= isDeclaration(i) && is(i + 2, "(", "<");
                case "{" -> {
                    typeBodies.push(header);
                    header = false;
                }
                case "}" -> {
                    if (typeBodies.poll() == null) {
                        return Optional.empty();
                    }
                }
                default -> {}
            }
            if (token.equals("{") || token.equals("}") || token.equals(";")) {
                statement = i + 1;
            }
        }
        return Optional.of(ranges);
    }

    /** Whether a keyword begins a type and is no class literal or annotation type: a name follows. */
    private boolean isDeclaration(int keyword) {
        boolean named = keyword + 1 < tokens.size()
                && Character.isJavaIdentifierStart(tokens.get(keyword + 1).text().charAt(0));
        return named && !(keyword > 0 && is(keyword - 1, ".", "@"));
    }

    private boolean is(int index, String... texts) {
        return index >= 0 && index < tokens.size() && List.of(texts).contains(tokens.get(index).text());
    }

    /** The bracket that closes the body of a type. */
    private @Nullable Integer end(int keyword) {
        int depth = 0;
        for (int i = keyword; i < tokens.size(); i++) {
            if (is(i, "{")) {
                depth++;
            } else if (is(i, "}") && --depth == 0) {
                return i;
            }
        }
        return null;
    }

    private static String blank(String code) {
        StringBuilder blanks = new StringBuilder(code.length());
        code.codePoints().forEach(c -> blanks.append(c == '\n' || c == '\r' ? (char) c : ' '));
        return blanks.toString();
    }
}
