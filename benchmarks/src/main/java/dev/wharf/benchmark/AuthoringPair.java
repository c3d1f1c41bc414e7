package dev.wharf.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Two schemas, a request, and the right answer, written down before any author saw them: for each target table the source
 * table that its rows come from, for each column the columns that it is made from.
 *
 * @param source the script that makes the source, or the path of its file
 * @param held whether the pair was kept out of sight while authors were tuned
 */
record AuthoringPair(String name, String source, String target, String request, boolean held, Map<String, RightTable> tables) {

    private static final String FOLDER = "/authoring/";

    /**
     * @param columns what each filled column is made from
     * @param converted the columns whose values change, so that a plain copy is wrong
     */
    record RightTable(String from, Map<String, List<String>> columns, Set<String> converted) {}

    static List<AuthoringPair> all() {
        List<AuthoringPair> all = new ArrayList<>(text("pairs.txt").lines().filter(l -> !l.isBlank()).map(AuthoringPair::read).toList());
        String real = System.getenv("WHARF_REAL_DATA");
        if (real != null && Files.isDirectory(Path.of(real, "chinook"))) {
            all.add(chinook(Path.of(real, "chinook")));
        }
        return all;
    }

    /** A database that nobody here made: the same columns on both sides, in other case. */
    private static AuthoringPair chinook(Path folder) {
        Path file = folder.resolve("chinook.sqlite");
        try {
            Map<String, RightTable> tables = new LinkedHashMap<>();
            StringBuilder target = new StringBuilder();
            String script = Files.readString(folder.resolve("chinook-postgresql.sql"));
            Matcher table = Pattern.compile("CREATE TABLE (\\w+)\\s*\\(.*?\\);", Pattern.DOTALL).matcher(script);
            while (table.find()) {
                target.append(table.group()).append('\n');
                Matcher column = Pattern.compile("^\\s+(\\w+) [A-Z]+(?:\\(|,| )", Pattern.MULTILINE).matcher(table.group());
                Map<String, List<String>> columns = new LinkedHashMap<>();
                while (column.find()) {
                    if (!column.group(1).equals("CONSTRAINT")) {
                        columns.put(column.group(1), List.of(column.group(1).replace("_", "")));
                    }
                }
                tables.put(table.group(1), new RightTable(table.group(1).replace("_", ""), columns, Set.of()));
            }
            return new AuthoringPair("real-chinook", file.toString(), target.toString(), "Move everything.", false, tables);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AuthoringPair read(String name) {
        Map<?, ?> answer = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text(name + "/answer.yaml"));
        Map<String, RightTable> tables = new LinkedHashMap<>();
        ((Map<?, ?>) Objects.requireNonNull(answer.get("tables"))).forEach((table, right) -> tables.put((String) table, right((Map<?, ?>) right)));
        return new AuthoringPair(name, text(name + "/source.sql"), text(name + "/target.sql"), text(name + "/request.txt").strip(),
                name.startsWith("held-"), tables);
    }

    private static RightTable right(Map<?, ?> table) {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        Set<String> converted = new HashSet<>();
        for (String how : List.of("copy", "convert")) {
            if (table.get(how) instanceof Map<?, ?> given) {
                given.forEach((column, from) -> {
                    List<String> names = new ArrayList<>();
                    if (from instanceof List<?> several) {
                        several.forEach(f -> names.add((String) f));
                    } else {
                        names.add((String) from);
                    }
                    columns.put((String) column, names);
                    if (how.equals("convert")) {
                        converted.add((String) column);
                    }
                });
            }
        }
        return new RightTable((String) Objects.requireNonNull(table.get("from")), columns, converted);
    }

    /** Makes both databases as files in a folder. */
    void make(Path folder) {
        if (source.startsWith("/")) {
            copy(Path.of(source), folder.resolve(name + "-source.db"));
        } else {
            run(folder.resolve(name + "-source.db"), source);
        }
        run(folder.resolve(name + "-target.db"), target);
    }

    private static void copy(Path from, Path to) {
        try {
            Files.write(to, Files.readAllBytes(from));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(Path file, String script) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String sql : script.split(";\\s*\n")) {
                if (!sql.isBlank()) {
                    statement.executeUpdate(sql);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(file + ": " + e.getMessage(), e);
        }
    }

    private static String text(String resource) {
        try (InputStream in = AuthoringPair.class.getResourceAsStream(FOLDER + resource)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + FOLDER + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
