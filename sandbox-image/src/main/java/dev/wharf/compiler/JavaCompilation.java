package dev.wharf.compiler;

import dev.wharf.wire.ClassesMessage;
import dev.wharf.wire.Limits;
import dev.wharf.wire.SourcesMessage;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles sources in memory, without annotation processors, against java.base and the migration API alone. */
final class JavaCompilation {

    private static final List<String> OPTIONS = List.of(
            "--release",
            "25",
            "--limit-modules",
            "java.base",
            "-proc:none",
            "-implicit:none",
            "-g:source,lines",
            "-Xmaxerrs",
            Integer.toString(Limits.PROBLEMS),
            "-nowarn");

    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final Map<String, byte[]> api = ApiClasses.read();

    /** The compiler gave up without a word: it is not to be used again. */
    static final class Exhausted extends Error {
        private static final long serialVersionUID = 1L;

        Exhausted() {
            super("the source is nested too deeply for the compiler", null, false, false);
        }
    }

    /** Whatever the sources are, they give classes or at least one problem; an Error of the compiler goes through. */
    ClassesMessage compile(SourcesMessage request) {
        List<ClassesMessage.Problem> problems = new ArrayList<>();
        try (StandardJavaFileManager platform =
                        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
                MemoryFiles files = new MemoryFiles(platform, api)) {
            List<Source> sources = request.sources().entrySet().stream()
                    .map(entry -> new Source(entry.getKey(), entry.getValue()))
                    .toList();
            boolean done = compiler.getTask(
                            Writer.nullWriter(), files, found -> collect(found, problems), OPTIONS, null, sources)
                    .call();
            if (done && problems.isEmpty() && files.classes().isEmpty()) {
                problems.add(problem("the sources hold no class"));
            } else if (done && problems.isEmpty()) {
                return new ClassesMessage(request.request(), List.of(), files.classes());
            }
            if (problems.isEmpty()) {
                // javac catches an overflow of its stack, tells it to a writer that nobody reads, and may be left half done.
                throw new Exhausted();
            }
        } catch (MemoryFiles.TooLarge e) {
            problems.add(problem(String.valueOf(e.getMessage())));
        } catch (Exception e) {
            // A defect of the compiler; its exception wraps what the file manager threw.
            String message = e.getCause() instanceof MemoryFiles.TooLarge tooLarge
                    ? String.valueOf(tooLarge.getMessage())
                    : "the compiler failed with " + e.getClass().getName();
            problems.add(problem(message));
        }
        return new ClassesMessage(
                request.request(), problems.subList(0, Math.min(problems.size(), Limits.PROBLEMS)), Map.of());
    }

    private static void collect(Diagnostic<? extends JavaFileObject> found, List<ClassesMessage.Problem> problems) {
        if (found.getKind() != Diagnostic.Kind.ERROR || problems.size() == Limits.PROBLEMS) {
            return;
        }
        String file = found.getSource() instanceof Source source ? source.file : "";
        boolean placed = !file.isEmpty() && found.getLineNumber() != Diagnostic.NOPOS;
        problems.add(new ClassesMessage.Problem(
                file,
                placed ? (int) found.getLineNumber() : 0,
                placed ? (int) found.getColumnNumber() : 0,
                found.getMessage(Locale.ROOT)));
    }

    private static ClassesMessage.Problem problem(String message) {
        return new ClassesMessage.Problem("", 0, 0, message);
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String file;
        private final String text;

        Source(String file, String text) {
            super(URI.create("memory:///" + java.net.URLEncoder.encode(file, StandardCharsets.UTF_8)), Kind.SOURCE);
            this.file = file;
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }

        @Override
        public boolean isNameCompatible(String simpleName, Kind kind) {
            return kind == Kind.SOURCE && file.equals(simpleName + kind.extension);
        }
    }
}
