package dev.wharf.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Texts that people read, one file each in src/test/resources/golden/FOLDER; {@code -Dgolden.update=true} writes them anew.
 */
public final class Golden {

    private static final boolean UPDATE = Boolean.getBoolean("golden.update");

    private final Path folder;

    public Golden(String folder) {
        this.folder = Path.of("src/test/resources/golden", folder);
    }

    /** @param name of the file, with its ending */
    public void matches(String name, String text) {
        Path file = folder.resolve(name);
        try {
            if (UPDATE) {
                Files.createDirectories(folder);
                Files.writeString(file, text);
            }
            String expected = Files.exists(file) ? Files.readString(file) : "(no golden file)";
            assertEquals(expected, text, file + " differs; -Dgolden.update=true writes it anew");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file that no test looks at is a text that nobody says any more. */
    public void holdsOnly(Collection<String> names) {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> found = files.map(f -> f.getFileName().toString()).sorted().toList();
            assertEquals(List.copyOf(new TreeSet<>(names)), found, "golden files in " + folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
