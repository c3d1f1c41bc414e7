package dev.wharf.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files of the examples' plans, as the template author's golden sheets hold them. */
public final class ExamplePlans {

    private ExamplePlans() {}

    /** Text by file name, without the author's notes; the caller may change the map. */
    public static Map<String, String> files(String example) {
        Map<String, String> files = new LinkedHashMap<>();
        try {
            for (String part : Files.readString(Path.of("src/test/resources/author", example + ".txt")).split("(?m)^== ")) {
                int line = part.indexOf('\n');
                if (line > 0) {
                    files.put(part.substring(0, line), part.substring(line + 1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        files.remove("notes");
        return files;
    }
}
