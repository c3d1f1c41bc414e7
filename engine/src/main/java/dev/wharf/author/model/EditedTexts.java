package dev.wharf.author.model;

import dev.wharf.catalog.Schema;
import dev.wharf.check.ExtractGuard;
import dev.wharf.database.ExtractText;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.gate.Finding;
import dev.wharf.gate.SourcePolicy;
import dev.wharf.gate.TextRules;
import dev.wharf.plan.LoadedPlan;
import dev.wharf.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The files of a plan before they are shown to a model. Their literals are found by reading them as plain SQL and Java; what
 * the guards refuse may be written so that a literal does not look like one, and does not leave the house.
 */
final class EditedTexts {

    private EditedTexts() {}

    /** @throws WharfException of kind REFUSED with code {@code edited-refused} where a file does not pass the guards of texts */
    static void require(LoadedPlan loaded, Schema source) {
        List<Finding> findings = new ArrayList<>();
        for (Step step : loaded.plan().steps()) {
            String java = loaded.java(step);
            findings.addAll(ExtractGuard.check(source.dialect(), step.name(), step.extract(), ExtractText.withoutEnd(loaded.sql(step)),
                    Set.copyOf(loaded.plan().sqlFunctions()), () -> source));
            findings.addAll(TextRules.check(step.name(), step.transform(), java));
            findings.addAll(SourcePolicy.check(step.name(), step.transform(), step.className(), java));
        }
        if (!findings.isEmpty()) {
            Finding first = findings.getFirst();
            throw new WharfException(Kind.REFUSED, "edited-refused",
                    first.file() + (first.line() == null ? "" : " line " + first.line()) + " does not pass the guards, so it is shown to no model: "
                            + first.message(),
                    "Mend it first: `wharf check " + loaded.plan().name() + "` names all there is.");
        }
    }
}
