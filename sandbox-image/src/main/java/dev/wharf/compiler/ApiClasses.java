package dev.wharf.compiler;

import dev.wharf.migration.RowMigration;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The class files of the migration API, all that sources are compiled against beside java.base. */
final class ApiClasses {

    static final String PACKAGE = RowMigration.class.getPackageName();

    private static final List<String> NAMES =
            List.of("Json", "Json$Raw", "RowMigration", "SourceRow", "TargetRow", "TargetRows", "package-info");

    private ApiClasses() {}

    /** Binary name → class file, as this program itself uses them. */
    static Map<String, byte[]> read() {
        Map<String, byte[]> classes = new LinkedHashMap<>();
        for (String name : NAMES) {
            try (InputStream in = RowMigration.class.getResourceAsStream(name + ".class")) {
                if (in == null) {
                    throw new IllegalStateException("the migration API has no class " + name);
                }
                classes.put(PACKAGE + "." + name, in.readAllBytes());
            } catch (IOException e) {
                throw new IllegalStateException("the migration API cannot be read", e);
            }
        }
        return classes;
    }
}
