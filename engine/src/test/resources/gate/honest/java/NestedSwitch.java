import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

public class NestedSwitch implements RowMigration {
    private sealed interface Value permits Num, Txt, Many {}
    private record Num(long n) implements Value {}
    private record Txt(String s) implements Value {}
    private record Many(List<Value> values) implements Value {}
    private record Field(String name, Value value) {}

    private static Value read(String text) {
        if (text.contains("+")) {
            return new Many(Arrays.stream(text.split("\\+")).map(NestedSwitch::read).toList());
        }
        try {
            return new Num(Long.parseLong(text.trim()));
        } catch (NumberFormatException e) {
            return new Txt(text.trim());
        }
    }

    private static String show(Object o) {
        return switch (o) {
            case Field(String name, Num(long n)) when n > 100 -> name + "=big";
            case Field(String name, Num(var n)) -> name + "=" + n;
            case Field(var name, Txt(var s)) when s.isEmpty() -> name;
            case Field(var name, Txt(var s)) -> name + ":" + s;
            case Field(var name, Many(var values)) -> values.stream().map(v -> show(new Field(name, v))).collect(Collectors.joining("&"));
            case Integer i when i > 0 -> "+" + i;
            case String s -> s;
            default -> throw new IllegalStateException("unexpected");
        };
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        var parts = new ArrayList<String>();
        for (var pair : Objects.requireNonNullElse(source.text("fields"), "").split(";")) {
            var kv = pair.split("=", 2);
            if (kv.length == 2) {
                parts.add(show(new Field(kv[0], read(kv[1]))));
            }
        }
        target.insert("facts").copy("id", "id").set("facts", String.join(" ", parts));
    }
}
