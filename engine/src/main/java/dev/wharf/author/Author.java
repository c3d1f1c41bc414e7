package dev.wharf.author;

/** Whoever writes plans from a request and two schemas. It sees facts about the data through {@link Evidence} alone. */
public interface Author {

    /** As wharf.yaml and {@code --author} name it. */
    String name();

    /**
     * Writes a plan with every file it names. What it cannot decide is an open decision of the plan; what an answer in the
     * request decides is one that is answered. The same request over the same facts gives the same bytes.
     *
     * @throws dev.wharf.failure.WharfException of kind USAGE where the request names what is not there
     */
    Draft write(PlanRequest request);
}
