package dev.wharf.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of the machine's C library that a Java home needs, found by ldd, with the paths at which the loader will look
 * for them. They differ by distribution and processor, so no list is written down here.
 */
final class NativeLibraries {

    private static final Pattern RESOLVED = Pattern.compile("=>\\s+(/\\S+)\\s+\\(0x");
    private static final Pattern LOADER = Pattern.compile("^\\s*(/\\S*ld-\\S+)\\s+\\(0x", Pattern.MULTILINE);

    private NativeLibraries() {}

    /** Absolute paths outside the Java home, sorted. */
    static SortedSet<Path> neededBy(Path javaHome, List<Path> binaries) {
        SortedSet<Path> found = new TreeSet<>();
        for (Path binary : binaries) {
            String output = Tool.run(List.of("ldd", binary.toString()));
            collect(RESOLVED.matcher(output), javaHome, found);
            collect(LOADER.matcher(output), javaHome, found);
        }
        if (found.stream().noneMatch(path -> path.getFileName().toString().startsWith("ld-"))) {
            throw new IllegalStateException("ldd names no loader for " + binaries + "; is the JDK built for this C library?");
        }
        return found;
    }

    private static void collect(Matcher matcher, Path javaHome, SortedSet<Path> found) {
        while (matcher.find()) {
            Path path = Path.of(matcher.group(1)).normalize();
            if (!path.startsWith(javaHome) && Files.exists(path)) {
                found.add(path);
            }
        }
    }
}
