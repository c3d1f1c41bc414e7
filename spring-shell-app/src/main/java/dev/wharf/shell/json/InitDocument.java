package dev.wharf.shell.json;

import dev.wharf.shell.text.Page;
import dev.wharf.shell.text.Style;
import java.util.List;

/**
 * A workspace that was made.
 *
 * @param workspace its folder
 * @param file its wharf.yaml
 * @param variables environment variables that commands will read passwords from
 * @param passwordsLeftOut options whose URL held a password, which was not taken over
 */
public record InitDocument(String workspace, String file, List<String> variables, List<String> passwordsLeftOut)
        implements Document {

    @Override
    public void print(Page page) {
        page.line("Wrote " + file + ".");
        for (int i = 0; i < passwordsLeftOut.size(); i++) {
            page.line(
                    Style.CHANGED,
                    "The password in " + passwordsLeftOut.get(i) + " was refused and is not written; set "
                            + variables.get(i) + " instead.");
        }
        page.line("Next: `wharf survey source` reads the schema.");
    }
}
