package dev.wharf.shell.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.sandbox.DoctorCheck;
import dev.wharf.shell.text.Page;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DoctorDocumentTest {

    @Test
    void whatCouldBeBetterIsAWarningWithItsRemedyAndNothingIsCut() {
        DoctorDocument document = DoctorDocument.of(List.of(
                new DoctorCheck("docker", true, "Docker answers", ""),
                new DoctorCheck("runc", true, "1.0.0, older than 1.1.12, look at the package", "bring runc up to date")));
        StringWriter text = new StringWriter();

        document.print(new Page(new PrintWriter(text, true), 40, false));

        assertTrue(document.ok());
        assertEquals(0, document.exitCode());
        assertEquals(
                """
                need             found
                docker  ok       Docker answers
                runc    warning  1.0.0, older than
                                 1.1.12, look at the
                                 package

                for   what to do
                runc  bring runc up to date
                """,
                text.toString());
    }
}
