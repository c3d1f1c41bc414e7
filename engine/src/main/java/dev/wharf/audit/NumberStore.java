package dev.wharf.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** {@code migration_numbers}: the numbers that a range reserved for new keys, kept with it for whoever goes on. */
public final class NumberStore {

    private final Sql sql;

    public NumberStore(Sql sql) {
        this.sql = sql;
    }

    /**
     * Whose numbers they are.
     *
     * @param pass {@link BatchStore#DATA} or {@link BatchStore#RETRY}
     * @param column the new key's
     */
    public record Owner(RunId run, String step, String pass, int batch, String column) {}

    private record Part(int number, boolean anew, String numbers) {}

    /** What a range has of a column, in the order in which it was reserved; empty where it has nothing yet. */
    public List<Long> of(Owner owner) {
        List<Long> numbers = new ArrayList<>();
        for (Part part : parts(owner)) {
            if (part.anew()) {
                numbers.clear();
            }
            NumberRuns.read(part.numbers(), numbers);
        }
        return numbers;
    }

    private List<Part> parts(Owner owner) {
        return sql.list(
                """
                SELECT part, anew, numbers FROM @migration_numbers
                WHERE run_id = ? AND step = ? AND pass = ? AND batch = ? AND key_column = ? ORDER BY part""",
                NumberStore::read,
                owner.run().value(),
                owner.step(),
                owner.pass(),
                owner.batch(),
                owner.column());
    }

    /** @param anew they take the place of all that the range had */
    public void append(Owner owner, String targetTable, long[] numbers, boolean anew) {
        long greatest = Long.MIN_VALUE;
        for (long number : numbers) {
            greatest = Math.max(greatest, number);
        }
        sql.update(
                """
                INSERT INTO @migration_numbers (run_id, step, pass, batch, key_column, part, anew, target_table, numbers, greatest)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                owner.run().value(),
                owner.step(),
                owner.pass(),
                owner.batch(),
                owner.column(),
                parts(owner).size() + 1,
                anew,
                targetTable,
                NumberRuns.write(numbers),
                greatest);
    }

    /** The greatest number that any run ever reserved for a table; 0 where none did. */
    public long greatest(String targetTable) {
        return sql.first(
                        "SELECT coalesce(max(greatest), 0) FROM @migration_numbers WHERE target_table = ?",
                        row -> row.getLong(1),
                        targetTable)
                .orElse(0L);
    }

    private static Part read(ResultSet row) throws SQLException {
        return new Part(row.getInt("part"), row.getBoolean("anew"), row.getString("numbers"));
    }
}
