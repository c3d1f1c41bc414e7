import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class ClassNames implements RowMigration {
    private interface Shape {
        double area();
    }

    private record Circle(double r) implements Shape {
        public double area() {
            return Math.PI * r * r;
        }
    }

    private record Square(double a) implements Shape {
        public double area() {
            return a * a;
        }
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Double size = source.float8("size");
        if (size == null) {
            target.reject("size");
            return;
        }
        Shape shape = "circle".equals(source.text("kind")) ? new Circle(size) : new Square(size);
        target.insert("shapes").copy("id", "id").set("kind", shape.getClass().getSimpleName()).set("area", shape.area()).set("text", shape.toString());
    }
}
