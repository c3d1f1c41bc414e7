package dev.wharf.author.subset;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A schema with rows by chance, the same for the same seed: keys of one and two columns, unique columns that are referred to,
 * rings, references to the own table, NULLs. Values are small numbers, written as they are compared.
 */
final class RandomShop {

    /** A foreign key: {@code columns} of its table refer to {@code referenced} of table number {@code to}. */
    record Link(List<String> columns, int to, List<String> referenced) {}

    /** Rows hold their values in the order of the columns; null is NULL. */
    record Relation(String name, List<String> key, List<String> columns, List<Link> links, List<List<Integer>> rows) {

        List<Integer> values(List<Integer> row, List<String> wanted) {
            List<Integer> values = new ArrayList<>();
            wanted.forEach(c -> values.add(row.get(columns.indexOf(c))));
            return values;
        }
    }

    final List<Relation> relations = new ArrayList<>();

    RandomShop(long seed, boolean rings) {
        Random random = new Random(seed);
        int tables = 2 + random.nextInt(6);
        List<Boolean> pairs = new ArrayList<>();
        for (int t = 0; t < tables; t++) {
            boolean pair = random.nextInt(4) == 0;
            pairs.add(pair);
            List<String> key = pair ? List.of("k1", "k2") : List.of("id");
            List<String> columns = new ArrayList<>(key);
            columns.add("code");
            columns.add("grp");
            relations.add(new Relation("t" + t, key, columns, new ArrayList<>(), new ArrayList<>()));
        }
        for (int t = 0; t < tables; t++) {
            int links = random.nextInt(4);
            for (int l = 0; l < links; l++) {
                int to = rings ? random.nextInt(tables) : t == 0 ? -1 : random.nextInt(t);
                if (to >= 0) {
                    link(t, l, to, pairs.get(to), random);
                }
            }
        }
        for (int t = 0; t < tables; t++) {
            keys(relations.get(t), 3 + random.nextInt(25), pairs.get(t), random);
        }
        relations.forEach(r -> references(r, random));
    }

    private void link(int from, int number, int to, boolean pair, Random random) {
        Relation relation = relations.get(from);
        boolean code = random.nextInt(5) == 0;
        String name = "r" + number + "_t" + to;
        List<String> columns = pair && !code ? List.of(name + "_a", name + "_b") : List.of(name);
        relation.columns().addAll(columns);
        relation.links().add(new Link(columns, to, code ? List.of("code") : relations.get(to).key()));
    }

    private static void keys(Relation relation, int rows, boolean pair, Random random) {
        for (int i = 0; i < rows; i++) {
            List<Integer> row = new ArrayList<>();
            row.add(pair ? i / 4 : i);
            if (pair) {
                row.add(i % 4);
            }
            row.add(1000 + i);
            row.add(random.nextInt(5));
            while (row.size() < relation.columns().size()) {
                row.add(null);
            }
            relation.rows().add(row);
        }
    }

    private void references(Relation relation, Random random) {
        for (List<Integer> row : relation.rows()) {
            for (Link link : relation.links()) {
                if (random.nextInt(3) == 0) {
                    if (link.columns().size() == 2 && random.nextBoolean()) {
                        row.set(relation.columns().indexOf(link.columns().getFirst()), 1);
                    }
                    continue;
                }
                Relation parent = relations.get(link.to());
                List<Integer> values = parent.values(parent.rows().get(random.nextInt(parent.rows().size())), link.referenced());
                for (int i = 0; i < values.size(); i++) {
                    row.set(relation.columns().indexOf(link.columns().get(i)), values.get(i));
                }
            }
        }
    }

    /** Tables, then rows, then foreign keys; SQLite has the keys within its tables, and checks none while rows are put in. */
    List<String> script(boolean sqlite) {
        List<String> sql = new ArrayList<>();
        for (Relation relation : relations) {
            List<String> parts = new ArrayList<>();
            relation.columns().forEach(c -> parts.add("\"" + c + "\" INTEGER" + (relation.key().contains(c) ? " NOT NULL" : "")
                    + (c.equals("code") ? " NOT NULL UNIQUE" : "")));
            parts.add("PRIMARY KEY (" + String.join(", ", relation.key()) + ")");
            if (sqlite) {
                relation.links().forEach(l -> parts.add(foreign(l)));
            }
            sql.add("CREATE TABLE " + relation.name() + " (" + String.join(", ", parts) + ")");
        }
        for (Relation relation : relations) {
            List<String> rows = new ArrayList<>();
            relation.rows().forEach(r -> rows.add(r.toString().replace('[', '(').replace(']', ')')));
            sql.add("INSERT INTO " + relation.name() + " VALUES " + String.join(", ", rows));
        }
        if (!sqlite) {
            relations.forEach(r -> r.links().forEach(l -> sql.add("ALTER TABLE " + r.name() + " ADD " + foreign(l))));
        }
        return sql;
    }

    private String foreign(Link link) {
        return "FOREIGN KEY (" + String.join(", ", link.columns()) + ") REFERENCES " + relations.get(link.to()).name() + " ("
                + String.join(", ", link.referenced()) + ")";
    }
}
