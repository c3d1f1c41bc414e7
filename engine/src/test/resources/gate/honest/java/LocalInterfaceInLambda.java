import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.List;
import java.util.function.Supplier;

public class LocalInterfaceInLambda implements RowMigration {
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Supplier<List<String>> kinds = () -> {
            @FunctionalInterface
            interface Shout { String of(String s); }
            enum Kind {
                A { @Override String tag() { return "first"; } },
                B;
                String tag() { return name().toLowerCase(); }
            }
            Shout shout = s -> s.toUpperCase() + "!";
            return List.of(shout.of(Kind.A.tag()), shout.of(Kind.valueOf("B").tag()));
        };
        if (source.text("x") != null) {
            interface Shape {}
            record Circle(double r) implements Shape {}
            record Square(double a) implements Shape {}
            Shape shape = "c".equals(source.text("x")) ? new Circle(2) : new Square(3);
            double area = switch (shape) {
                case Circle(double r) -> Math.PI * r * r;
                case Square(double a) -> a * a;
                default -> 0;
            };
            target.insert("t").set("area", area);
        }
        kinds.get().forEach(k -> target.insert("k").set("k", k));
    }
}
