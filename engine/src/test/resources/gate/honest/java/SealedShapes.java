import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.math.BigDecimal;
import java.math.RoundingMode;

public final class SealedShapes implements RowMigration {

    private sealed interface Shape permits Circle, Square, Box {}

    private record Circle(BigDecimal radius) implements Shape {}

    private record Square(BigDecimal side) implements Shape {}

    private record Box(BigDecimal width, BigDecimal height) implements Shape {
        Box {
            if (width.signum() < 0 || height.signum() < 0) {
                throw new IllegalArgumentException("a side is negative");
            }
        }
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Shape shape = shape(source);
        target.insert("shapes").copy("id", "id").set("area", area(shape)).set("kind", label(shape));
    }

    private static Shape shape(SourceRow source) {
        BigDecimal a = source.decimal("a");
        BigDecimal b = source.decimal("b");
        return switch (source.text("kind")) {
            case "circle" -> new Circle(a);
            case "square" -> new Square(a);
            default -> new Box(a, b);
        };
    }

    private static BigDecimal area(Shape shape) {
        return switch (shape) {
            case Circle(BigDecimal radius) -> radius.multiply(radius).multiply(new BigDecimal("3.14159")).setScale(2, RoundingMode.HALF_UP);
            case Square(var side) -> side.pow(2);
            case Box(BigDecimal w, BigDecimal h) when w.equals(h) -> w.pow(2);
            case Box(BigDecimal w, BigDecimal h) -> w.multiply(h);
        };
    }

    private static String label(Shape shape) {
        return switch (shape) {
            case Circle c -> "round";
            case Square s -> "even";
            case Box b -> "angular";
        };
    }
}
