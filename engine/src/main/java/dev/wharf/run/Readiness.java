package dev.wharf.run;

import dev.wharf.database.Database;
import dev.wharf.transform.CheckedPlan;

/** Lets through what may run. */
public interface Readiness {

    /**
     * Passes a plan through every gate, without asking for an approval.
     *
     * @throws dev.wharf.failure.WharfException of kind REFUSED that names what stands against it
     */
    CheckedPlan checked(String plan, Database source, Database target);

    /**
     * Passes a plan that is approved as it stands now, for these two databases, over these two schemas.
     *
     * @throws dev.wharf.failure.WharfException of kind REFUSED that names what differs
     */
    CheckedPlan approved(String plan, Database source, Database target);

    /** The connections that a plan names, without checking anything else of it. */
    Connections connections(String plan);

    record Connections(String source, String target) {}
}
