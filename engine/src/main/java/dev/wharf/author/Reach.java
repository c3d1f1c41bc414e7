package dev.wharf.author;

/** How far the conditions of a request reach. */
public enum Reach {
    /** They pick rows of their tables; what these refer to comes along as far as plain references lead. */
    CONDITIONS,
    /** They are the start of a subset: everything that a row refers to comes along, rings included, and nothing else. */
    SUBSET,
    /** As {@link #SUBSET}; rows that depend on the picked ones come along too, with everything they refer to. */
    SUBSET_WITH_CHILDREN
}
