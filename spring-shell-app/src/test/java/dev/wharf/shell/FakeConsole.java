package dev.wharf.shell;

import dev.wharf.shell.text.Console;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Streams in memory; somebody sits there exactly where answers are given. */
public final class FakeConsole implements Console {

    private final StringWriter outText = new StringWriter();
    private final StringWriter errText = new StringWriter();
    private final PrintWriter out = new PrintWriter(outText);
    private final PrintWriter err = new PrintWriter(errText);
    private final Deque<String> answers = new ArrayDeque<>();
    private boolean attended;

    public void attend(String... given) {
        attended = true;
        answers.addAll(List.of(given));
    }

    String takeOut() {
        return take(outText);
    }

    String takeErr() {
        return take(errText);
    }

    private static String take(StringWriter writer) {
        String text = writer.toString();
        writer.getBuffer().setLength(0);
        return text;
    }

    @Override
    public PrintWriter out() {
        return out;
    }

    @Override
    public PrintWriter err() {
        return err;
    }

    @Override
    public boolean inputIsTerminal() {
        return attended;
    }

    @Override
    public boolean errorIsTerminal() {
        return false;
    }

    @Override
    public int width() {
        return 100;
    }

    @Override
    public boolean colour() {
        return false;
    }

    @Override
    public @Nullable String ask(String prompt) {
        err.print(prompt);
        return readLine();
    }

    @Override
    public void askBy(@Nullable UnaryOperator<@Nullable String> reader) {}

    @Override
    public @Nullable String readLine() {
        return answers.poll();
    }
}
