package dev.wharf.faults;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run left in the target, as texts: its rows and what the audit tables say of them, without times and epochs. Numbers
 * of a sequence stand for what they number, since a number that is not used leaves a gap.
 */
record Outcome(List<String> rows, List<String> audit) {

    private static final List<String> ROWS = List.of(
            "SELECT 'teams', label, kind FROM teams ORDER BY label",
            "SELECT 'people', p.id, p.name, t.label, p.boss_id FROM people p LEFT JOIN teams t ON t.id = p.team_id ORDER BY p.id",
            "SELECT 'badges', person_id, label FROM badges ORDER BY person_id",
            "SELECT 'prices', id, amount, note FROM prices ORDER BY id");

    private static final List<String> AUDIT = List.of(
            "SELECT 'run', run_id, plan, status, error_message FROM @migration_runs ORDER BY run_id",
            """
            SELECT 'step', run_id, step, phase, status, total_records, records_read, records_migrated, records_written,
                records_skipped, records_rejected, records_unchanged, error_message FROM @migration_control
            ORDER BY run_id, step_number""",
            """
            SELECT 'range', run_id, step, pass, batch, status, records_expected, records_read, records_migrated, records_written,
                records_skipped, records_rejected FROM @migration_batches ORDER BY run_id, step, pass, batch""",
            """
            SELECT 'mapping', m.run_id, m.step, m.entity, m.source_key, m.target_table, coalesce(t.label, m.target_key) AS k,
                m.write_index, m.batch, m.kind
            FROM @migration_mappings m LEFT JOIN teams t ON m.target_table LIKE '%teams' AND CAST(t.id AS text) = m.target_key
            ORDER BY m.run_id, m.step, m.source_key, m.target_table, k""",
            "SELECT 'reject', run_id, step, source_key, reason, batch FROM @migration_rejects ORDER BY step, source_key",
            """
            SELECT 'fill', run_id, step, batch, target_table, target_key, column_name, value_key FROM @migration_fills
            ORDER BY target_key, batch""",
            "SELECT 'before', run_id, target_table, target_key, batch FROM @migration_before_images ORDER BY 3, 4",
            "SELECT 'columns', run_id, step, column_set, target_table, columns FROM @migration_column_sets ORDER BY 2, 3, 4");

    static Outcome of(Place target) throws SQLException {
        return new Outcome(all(target, ROWS), all(target, AUDIT));
    }

    private static List<String> all(Place target, List<String> queries) throws SQLException {
        List<String> all = new ArrayList<>();
        for (String query : queries) {
            all.addAll(target.query(query));
        }
        return all;
    }

    List<String> of(String kind) {
        return audit.stream().filter(line -> line.startsWith(kind + "|")).toList();
    }

    /** What one has and the other has not. */
    String difference(Outcome other) {
        StringBuilder said = new StringBuilder();
        say(said, "missing", all(), other.all());
        say(said, "too much", other.all(), all());
        return said.toString();
    }

    private static void say(StringBuilder said, String what, List<String> of, List<String> without) {
        List<String> left = new ArrayList<>(of);
        without.forEach(left::remove);
        left.forEach(line -> said.append("\n  ").append(what).append(": ").append(line));
    }

    private List<String> all() {
        List<String> all = new ArrayList<>(rows);
        all.addAll(audit);
        return all;
    }
}
