package dev.wharf.shell.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.audit.RunStatus;
import dev.wharf.shell.line.DocumentMapper;
import dev.wharf.shell.text.Page;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class VerifyDocumentTest {

    private static VerifyDocument document(RunStatus status) {
        return new VerifyDocument(
                "r1", true, List.of(new VerifyDocument.Check("counts", "teams", "2 rows written", "2 mappings", true)), status);
    }

    private static String text(RunStatus status) {
        StringWriter text = new StringWriter();
        document(status).print(new Page(new PrintWriter(text, true), 100, false));
        return text.toString();
    }

    @Test
    void aRunThatIsNotFinishedIsSaidToBeSo() {
        assertEquals(
                """
                run         r1
                The run is not finished, it is paused: what it committed is compared, and the rest of the source is not moved.

                    step   check   expected        actual
                ok  teams  counts  2 rows written  2 mappings

                1 check of what it committed so far, all ok. Next: `wharf resume r1`, then verify it again.
                """,
                text(RunStatus.PAUSED));
        assertTrue(text(RunStatus.CLOSED).contains("closed before its end"), text(RunStatus.CLOSED));
        assertTrue(text(RunStatus.RUNNING).contains("Verify it again when it has ended"), text(RunStatus.RUNNING));
    }

    @Test
    void aRunThatCameToItsEndIsVerified() {
        String text = text(RunStatus.COMPLETED_WITH_REJECTS);
        assertTrue(text.endsWith("Verified: 1 check, all ok. Next: `wharf report r1`.\n"), text);
        assertFalse(text.contains("not finished"), text);
    }

    @ParameterizedTest
    @EnumSource(names = {"PAUSED", "COMPLETED"})
    void theDocumentAndItsExitCodeAreTheSameForAllRuns(RunStatus status) {
        assertEquals(0, document(status).exitCode());
        String json = new DocumentMapper().json(document(status));
        assertFalse(json.contains("status"), json);
        assertTrue(json.contains("\"checks\""), json);
    }
}
