package dev.wharf.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DependencyOrderTest {

    @Test
    void aTableComesAfterWhatItRefersTo() {
        DependencyOrder order = DependencyOrder.of(List.of(
                table("line", "orders", "product"), table("orders", "customer"), table("product"), table("customer")));
        assertEquals("[customer, orders, product, line]", order.order().toString());
        assertEquals(List.of(), order.cycles());
        assertEquals(List.of(), order.selfReferences());
    }

    @Test
    void aSelfReferenceIsNoCycle() {
        DependencyOrder order = DependencyOrder.of(List.of(table("employee", "employee", "employee")));
        assertEquals("[employee]", order.order().toString());
        assertEquals(List.of(), order.cycles());
        assertEquals("[employee]", order.selfReferences().toString());
    }

    @Test
    void cyclesStandTogetherBetweenWhatTheyNeedAndWhatNeedsThem() {
        DependencyOrder order = DependencyOrder.of(List.of(
                table("z_country"),
                table("company", "person", "z_country"),
                table("person", "company", "person"),
                table("account", "person"),
                table("x", "y"),
                table("y", "x", "account")));
        assertEquals("[z_country, company, person, account, x, y]", order.order().toString());
        assertEquals("[[company, person], [x, y]]", order.cycles().toString());
        assertEquals("[person]", order.selfReferences().toString());
    }

    @Test
    void viewsAndTablesThatAreNotThereDoNotCount() {
        Table view = table("seen");
        view = new Table(view.name(), TableKind.VIEW, -1, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), null);
        assertEquals("[a]", DependencyOrder.of(List.of(view, table("a", "elsewhere"))).order().toString());
    }

    @Test
    void aChainOfThousandsOfTablesFitsTheStack() {
        List<Table> chain = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            chain.add(i == 0 ? table("t0") : table("t" + i, "t" + (i - 1)));
        }
        Collections.reverse(chain);
        DependencyOrder order = DependencyOrder.of(chain);
        assertEquals(TableName.of("t0"), order.order().getFirst());
        assertEquals(TableName.of("t2999"), order.order().getLast());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void everyReferencePointsBackOrStaysWithinACycleInWhateverOrderTheTablesCome(long seed) {
        Random random = new Random(seed);
        List<Table> tables = new ArrayList<>(IntStream.range(0, 30)
                .mapToObj(i -> table("t" + i, IntStream.range(0, random.nextInt(3))
                        .mapToObj(k -> "t" + random.nextInt(30))
                        .toArray(String[]::new)))
                .toList());
        DependencyOrder order = DependencyOrder.of(tables);
        assertEquals(30, new HashSet<>(order.order()).size());
        for (Table table : tables) {
            for (ForeignKey key : table.foreignKeys()) {
                boolean back = order.order().indexOf(key.table()) <= order.order().indexOf(table.name());
                boolean within = order.cycles().stream()
                        .anyMatch(c -> Set.copyOf(c).containsAll(List.of(table.name(), key.table())));
                assertTrue(back || within, table.name() + " → " + key.table());
            }
        }
        Collections.shuffle(tables, random);
        assertEquals(order, DependencyOrder.of(tables));
    }

    private static Table table(String name, String... references) {
        List<ForeignKey> keys = Arrays.stream(references)
                .map(r -> new ForeignKey(name + "_" + r, List.of(r), TableName.of(r), List.of("id"), false))
                .toList();
        return new Table(
                TableName.of(name), TableKind.TRANSACTIONAL, 0, List.of(), List.of(), List.of(), keys, List.of(), List.of(), null);
    }
}
