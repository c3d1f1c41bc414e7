package dev.wharf.shell.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.shell.json.RollbackDocument.KeptRow;
import dev.wharf.shell.text.Page;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RollbackDocumentTest {

    @Test
    void rowsThatStayForOneReasonAreOneLineWithTheirNumber() {
        List<KeptRow> kept = new ArrayList<>();
        for (int i = 1; i <= 1_200; i++) {
            kept.add(new KeptRow("items", String.valueOf(i), "rows of parts refer to it"));
        }
        kept.add(new KeptRow("items", "7000", "it was changed"));
        StringWriter text = new StringWriter();

        new RollbackDocument("r1", "rolled_back_with_conflicts", 5, 0, 0, kept, List.of("r3", "r2"))
                .print(new Page(new PrintWriter(text, true), 100, false));

        String said = text.toString();
        assertEquals(
                List.of(
                        "1,201 rows are kept, each for its reason:",
                        " rows  table  keys        reason",
                        "1,200  items  1, 2, 3, …  rows of parts refer to it",
                        "    1  items  7000        it was changed",
                        "`--format json` names each of them.",
                        "Later runs go first: `wharf rollback r3`, `wharf rollback r2`, then `wharf rollback r1` again, which takes"
                                + " back what stands as it was written."),
                said.substring(said.indexOf("1,201")).lines().map(String::stripTrailing).toList());
    }
}
