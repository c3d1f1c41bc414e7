import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

public class NestedGenericRecord implements RowMigration {
    private record Pair<A, B>(A left, B right) {
        static <A, B> Pair<A, B> of(A left, B right) { return new Pair<>(left, right); }
        <C> Pair<C, B> mapLeft(Function<? super A, ? extends C> f) { return new Pair<>(f.apply(left), right); }
    }

    private record Node<T extends Comparable<T>>(T value, List<Node<T>> children) {
        Node { children = List.copyOf(children); }
        Node(T value) { this(value, List.of()); }
        int depth() { return 1 + children.stream().mapToInt(Node::depth).max().orElse(0); }
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Map<String, Pair<String, Integer>> table = Map.of("a", Pair.of("alpha", 1), "b", Pair.of("beta", 2));
        Pair<String, Integer> found = table.get(source.text("key"));
        if (found == null) {
            target.reject("key is unknown");
            return;
        }
        Pair<Integer, Integer> sizes = found.mapLeft(String::length);
        Node<String> tree = new Node<>("root", List.of(new Node<>("leaf"), new Node<>("leaf2", List.of(new Node<>("deep")))));
        target.insert("t").set("a", found.left()).set("b", sizes.right()).set("c", sizes.left()).set("depth", tree.depth()).set("text", found.toString());
    }
}
