import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

public class EnumAliasLists implements RowMigration {
    enum RoleType {
        DESIGNING("designing", List.of("design", "cad")),
        MANUFACTURING("manufacturing", List.of("manufacturing", "production", "fertigung")),
        REMOTE("remote", List.of("remote"));

        private static final Map<String, RoleType> BY_ALIAS = Stream.of(values())
                .flatMap(type -> type.aliases.stream().map(alias -> Map.entry(alias, type)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

        private final String code;
        private final List<String> aliases;

        RoleType(String code, List<String> aliases) {
            this.code = code;
            this.aliases = aliases;
        }

        static Optional<RoleType> find(String name) {
            return Optional.ofNullable(name).map(String::strip).map(String::toLowerCase).map(BY_ALIAS::get);
        }
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Optional<RoleType> type = RoleType.find(source.text("name"));
        if (type.isEmpty()) {
            target.reject("no role type is known for '%s'".formatted(source.text("name")));
            return;
        }
        target.insert("technician_roles").set("role_type", type.get().code).copy("role_name", "name");
    }
}
