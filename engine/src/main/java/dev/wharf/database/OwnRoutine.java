package dev.wharf.database;

/**
 * A function that an extract may reach although the guard cannot tell it from its text: by its name, because an overload of
 * the database's users fits the arguments better than the product's own, as the attribute of a row, behind an operator or
 * behind a cast; or one that the plan names itself.
 *
 * @param written what stands in the text: a function's name, an operator; for a cast its two types
 * @param function the function's own name, without its schema
 * @param signature with schema and arguments, for people
 * @param builtIn it came with the product
 * @param changing it is declared to give other results at other times, or to change something
 * @param definer it runs with the rights of its owner
 */
public record OwnRoutine(
        Use use, String written, String function, String signature, boolean builtIn, boolean changing, boolean definer) {

    /** How an extract comes to it. */
    public enum Use {
        CALL,
        ATTRIBUTE,
        OPERATOR,
        CAST,
        /** The plan's {@code sqlFunctions} name it. */
        NAMED
    }
}
