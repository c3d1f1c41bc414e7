package dev.wharf.author.model;

/** Is told how far the writing of a plan is, by the thread that writes. Nothing that it is told holds a value of a row. */
public interface AuthoringListener {

    /** Tells nobody. */
    AuthoringListener NONE = text -> {};

    /** Such as {@code writing the class for invoices…}. */
    void at(String text);
}
