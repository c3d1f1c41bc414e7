package dev.wharf.author.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the file {@code words.txt} beside this class says: what short and foreign words stand for, and which mean about the same. */
final class Vocabulary {

    private static final Vocabulary READ = read();

    private final Map<String, List<String>> meanings = new HashMap<>();
    private final Map<String, Integer> groups = new HashMap<>();

    private Vocabulary() {}

    /** The words that a word stands for; the word itself where it stands for no other. */
    static List<String> meaning(String word) {
        List<String> meaning = READ.meanings.get(word);
        return meaning == null ? List.of(word) : meaning;
    }

    /** Whether two words mean about the same, such as title and label. */
    static boolean alike(String a, String b) {
        Integer group = READ.groups.get(a);
        return group != null && group.equals(READ.groups.get(b));
    }

    private static Vocabulary read() {
        try (InputStream in = Vocabulary.class.getResourceAsStream("words.txt")) {
            if (in == null) {
                throw new IllegalStateException("the resource words.txt is missing");
            }
            Vocabulary vocabulary = new Vocabulary();
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                vocabulary.add(lines.get(i).strip(), i);
            }
            return vocabulary;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String line, int number) {
        if (line.startsWith("~")) {
            for (String word : line.substring(1).strip().split(" +")) {
                groups.put(word, number);
            }
        } else if (!line.isEmpty() && !line.startsWith("#")) {
            int equals = line.indexOf(" = ");
            meanings.put(line.substring(0, equals), List.of(line.substring(equals + 3).split(" +")));
        }
    }
}
