package dev.wharf.shell.text;

import java.io.PrintWriter;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The process's three streams and what is known of them. */
public interface Console {

    PrintWriter out();

    PrintWriter err();

    boolean inputIsTerminal();

    boolean errorIsTerminal();

    /** How many columns text may take. */
    int width();

    /** Whether colours may be used on {@link #out}. */
    boolean colour();

    /** Asks on stderr and reads one line; null at the end of the input. */
    @Nullable String ask(String prompt);

    /** From now on questions are asked by whoever reads the terminal; null gives that back. */
    void askBy(@Nullable UnaryOperator<@Nullable String> reader);

    /** The next line of the input, null at its end. */
    @Nullable String readLine();
}
