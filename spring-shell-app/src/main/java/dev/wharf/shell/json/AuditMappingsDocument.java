package dev.wharf.shell.json;

import dev.wharf.audit.MappingStore;
import dev.wharf.shell.text.Page;
import dev.wharf.shell.text.Table;
import java.util.List;

/**
 * The rows of {@code migration_mappings} of one run.
 *
 * @param complete false where --limit cut the rest off
 */
public record AuditMappingsDocument(String run, boolean complete, List<MappingRow> mappings) implements Document {

    public record MappingRow(
            String runId,
            String step,
            String namespace,
            String entity,
            String sourceKey,
            String targetTable,
            String targetKey,
            int batch,
            String kind,
            String migratedAt) {

        public static MappingRow of(MappingStore.Mapping m) {
            return new MappingRow(
                    m.runId(), m.step(), m.namespace(), m.entity(), m.sourceKey(), m.targetTable(), m.targetKey(),
                    m.batch(), m.kind(), m.migratedAt());
        }
    }

    @Override
    public void print(Page page) {
        Table table = new Table("entity", "!source key", "target table", "!target key", "kind", "#batch", "~migrated at");
        mappings.forEach(m -> table.row(
                m.entity(), m.sourceKey(), m.targetTable(), m.targetKey(), m.kind(), String.valueOf(m.batch()),
                Page.time(m.migratedAt())));
        page.table(table);
        page.line(Page.count(mappings.size(), "mapping", "mappings") + (complete ? "" : "; there are more, --limit N shows them"));
    }
}
