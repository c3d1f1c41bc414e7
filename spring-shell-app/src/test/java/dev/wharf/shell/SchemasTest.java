package dev.wharf.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.wharf.shell.json.*;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.shell.core.command.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every command's document and its published schema name the same keys, to the last record. */
final class SchemasTest {

    private static final Map<String, Class<? extends Document>> DOCUMENTS = new TreeMap<>(Map.ofEntries(
            Map.entry("error", ErrorDocument.class),
            Map.entry("help", HelpDocument.class),
            Map.entry("version", VersionDocument.class),
            Map.entry("init", InitDocument.class),
            Map.entry("plan", PlanDocument.class),
            Map.entry("answer", PlanDocument.class),
            Map.entry("explain", ExplainDocument.class),
            Map.entry("survey", SurveyDocument.class),
            Map.entry("check", CheckDocument.class),
            Map.entry("preview", PreviewDocument.class),
            Map.entry("approve", ApprovalDocument.class),
            Map.entry("rehearse", RunDocument.class),
            Map.entry("apply", RunDocument.class),
            Map.entry("resume", RunDocument.class),
            Map.entry("close", RunDocument.class),
            Map.entry("rollback", RollbackDocument.class),
            Map.entry("sandbox-doctor", DoctorDocument.class),
            Map.entry("report", ReportDocument.class),
            Map.entry("status", StatusDocument.class),
            Map.entry("verify", VerifyDocument.class),
            Map.entry("audit-runs", AuditRunsDocument.class),
            Map.entry("audit-mappings", AuditMappingsDocument.class),
            Map.entry("audit-rejects", AuditRejectsDocument.class),
            Map.entry("audit-remarks", AuditRemarksDocument.class),
            Map.entry("audit-purge", AuditPurgeDocument.class),
            Map.entry("audit-events", AuditEventsDocument.class),
            Map.entry("audit-ddl", DdlDocument.class)));

    @TestFactory
    List<DynamicTest> documentsHaveTheKeysOfTheirSchemas() {
        return DOCUMENTS.entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(
                        e.getKey(),
                        () -> compare(e.getKey(), new JsonMapper().readTree(Schemas.text(e.getKey())), e.getValue())))
                .toList();
    }

    @Test
    void everyCommandHasASchemaAndEverySchemaACommand() {
        ShellUnderTest shell = new ShellUnderTest();
        TreeSet<String> expected = new TreeSet<>(List.of("error"));
        for (Command command : shell.registry().getCommands()) {
            expected.add(command.getName().replace(' ', '-'));
        }
        assertEquals(List.copyOf(expected), Schemas.names());
        assertEquals(expected, DOCUMENTS.keySet());
    }

    @Test
    void whatTheShellAnswersByItselfIsAsItsSchemaSays() {
        ShellUnderTest shell = new ShellUnderTest();
        Schemas.accepts("help", shell.run("help", "--format", "json").out());
        Schemas.accepts("help", shell.run("help", "init", "--format", "json").out());
        Schemas.accepts("version", shell.run("version", "--format", "json", "--quiet").out());
        Schemas.accepts("error", shell.run("no-such", "--format", "json").out());
    }

    private static void compare(String path, JsonNode schema, Type type) {
        if (type instanceof ParameterizedType list) {
            assertTrue(schema.has("items"), path + " is a list");
            compare(path + "[]", schema.get("items"), list.getActualTypeArguments()[0]);
        } else if (type instanceof Class<?> record && record.isRecord()) {
            List<RecordComponent> components = Arrays.stream(record.getRecordComponents())
                    .filter(c -> c.getAccessor().getAnnotation(JsonIgnore.class) == null)
                    .filter(c -> schema.get("properties").has(c.getName()) || !c.getName().equals("rehearsal"))
                    .toList();
            assertEquals(
                    components.stream().map(RecordComponent::getName).toList(),
                    List.copyOf(schema.get("properties").propertyNames()),
                    "keys of " + path);
            components.forEach(c -> compare(
                    path + "." + c.getName(), schema.get("properties").get(c.getName()), c.getGenericType()));
        }
    }
}
