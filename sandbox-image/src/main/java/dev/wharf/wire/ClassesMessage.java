package dev.wharf.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a compiler answers.
 *
 * @param problems why there are no classes
 * @param classes binary name → class file; empty where there are problems
 */
public record ClassesMessage(int request, List<Problem> problems, Map<String, byte[]> classes) {

    private static final int NAME_CHARS = 1_000;

    /**
     * One error.
     *
     * @param file empty where it has none
     * @param line from 1; 0 where it has none
     * @param column from 1; 0 where it has none
     */
    public record Problem(String file, int line, int column, String message) {}

    public byte[] toPayload() {
        PayloadWriter out = new PayloadWriter(16 << 10).u32(request).u32(problems.size());
        for (Problem problem : problems) {
            out.text(problem.file()).u32(problem.line()).u32(problem.column()).text(Reasons.cap(problem.message()));
        }
        out.u32(classes.size());
        classes.forEach((name, bytes) -> out.text(name).blob(bytes));
        return out.toBytes();
    }

    /** Bounds everything; a class that comes twice, places before the first line and unreadable texts are refused. */
    public static ClassesMessage read(PayloadReader in) {
        int request = in.i32();
        List<Problem> problems = new ArrayList<>();
        for (int left = in.count(Limits.PROBLEMS); left > 0; left--) {
            Problem problem = new Problem(
                    in.text(NAME_CHARS), in.i32(), in.i32(), Reasons.cap(in.text(Limits.REASON_CHARS)));
            if (problem.line() < 0 || problem.column() < 0 || !Reasons.isCapped(problem.file())) {
                throw new WireException("a problem of the compiler has a place that is none");
            }
            problems.add(problem);
        }
        Map<String, byte[]> classes = new LinkedHashMap<>();
        long bytes = 0;
        for (int left = in.count(Limits.CLASSES); left > 0; left--) {
            String name = in.text(NAME_CHARS);
            byte[] file = in.blob(Limits.CLASS_BYTES);
            bytes += file.length;
            if (classes.put(name, file) != null || bytes > Limits.CLASS_BYTES) {
                throw new WireException("the class files of a compilation are too many, too long or the same");
            }
        }
        in.end();
        if (!problems.isEmpty() && !classes.isEmpty()) {
            throw new WireException("a compilation has problems and class files");
        }
        return new ClassesMessage(request, List.copyOf(problems), classes);
    }
}
