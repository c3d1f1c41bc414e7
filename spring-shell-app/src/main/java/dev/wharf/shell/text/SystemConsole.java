package dev.wharf.shell.text;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The real streams, always in UTF-8: a document stays one where the locale is POSIX's. */
public final class SystemConsole implements Console {

    private static final int WIDTH_WITHOUT_TERMINAL = 120;
    private static final int LEAST_WIDTH = 40;

    private final PrintWriter out = writer(FileDescriptor.out);
    private final PrintWriter err = writer(FileDescriptor.err);
    private @Nullable BufferedReader in;
    private @Nullable Integer width;
    private volatile @Nullable UnaryOperator<@Nullable String> asking;

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(
                new BufferedWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8)));
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
        return isTerminal(0);
    }

    @Override
    public boolean errorIsTerminal() {
        return isTerminal(2);
    }

    @Override
    public boolean colour() {
        String none = System.getenv("NO_COLOR");
        return (none == null || none.isEmpty()) && !"dumb".equals(System.getenv("TERM")) && isTerminal(1);
    }

    @Override
    public synchronized int width() {
        Integer known = width;
        if (known == null) {
            known = Math.max(LEAST_WIDTH, measuredWidth());
            width = known;
        }
        return known;
    }

    @Override
    public @Nullable String ask(String prompt) {
        UnaryOperator<@Nullable String> other = asking;
        if (other != null) {
            return other.apply(prompt);
        }
        err.print(prompt);
        err.flush();
        return readLine();
    }

    @Override
    public void askBy(@Nullable UnaryOperator<@Nullable String> reader) {
        asking = reader;
    }

    @Override
    public synchronized @Nullable String readLine() {
        BufferedReader reader = in;
        if (reader == null) {
            reader = new BufferedReader(
                    new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8));
            in = reader;
        }
        try {
            return reader.readLine();
        } catch (IOException e) {
            return null;
        }
    }

    private int measuredWidth() {
        String columns = System.getenv("COLUMNS");
        if (columns != null && columns.matches("[1-9][0-9]{0,4}")) {
            return Integer.parseInt(columns);
        }
        if (!isTerminal(1) && !isTerminal(2)) {
            return WIDTH_WITHOUT_TERMINAL;
        }
        String size = said(new ProcessBuilder("stty", "size").redirectInput(Path.of("/dev/tty").toFile()));
        return size.matches("\\d+ [1-9]\\d{0,4}\\s*")
                ? Integer.parseInt(size.strip().split(" ")[1])
                : WIDTH_WITHOUT_TERMINAL;
    }

    /** Java tells it only of stdin and stdout together, so Linux is asked by /proc and others by test(1). */
    private static boolean isTerminal(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return exits(new ProcessBuilder("sh", "-c", "test -t " + descriptor).inheritIO());
        }
    }

    private static boolean exits(ProcessBuilder command) {
        try {
            Process process = command.start();
            return process.waitFor(2, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String said(ProcessBuilder command) {
        try {
            Process process = command.redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String text = new String(process.getInputStream().readNBytes(64), StandardCharsets.US_ASCII);
            return process.waitFor(2, TimeUnit.SECONDS) ? text : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
