package dev.wharf.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The two images: what is in each, and how its JVM is started. */
enum ImageRole {
    // identity hashes are 1: what is ordered by them, such as a HashSet of enums, keeps one order in every start
    RUNNER(
            List.of("java.base"),
            "dev.wharf.runner",
            List.of("-XX:MaxMetaspaceSize=48m", "-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=2")),
    // javac alone loads more classes than a row class ever does; it is short work, for which the first compiler is enough
    COMPILER(
            List.of("jdk.compiler"),
            "dev.wharf.compiler",
            List.of("-XX:MaxMetaspaceSize=96m", "-XX:TieredStopAtLevel=1"));

    /** Where the parts lie in an image. */
    static final String JAVA = "/jre/bin/java";

    static final String JAR = "/app/app.jar";
    static final String AOT_CACHE = "/app/app.aot";

    private final List<String> modules;
    private final String mainPackage;
    private final List<String> ownOptions;

    ImageRole(List<String> modules, String mainPackage, List<String> ownOptions) {
        this.modules = modules;
        this.mainPackage = mainPackage;
        this.ownOptions = ownOptions;
    }

    /** As it stands in names, labels and files. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<String> modules() {
        return modules;
    }

    String mainClass() {
        return mainPackage + ".Main";
    }

    /** The packages whose classes are in its jar; nothing else of this module is. */
    List<String> packages() {
        return List.of("dev.wharf.wire", mainPackage, "dev.wharf.migration");
    }

    /**
     * The name of the module that the jar is; empty where it is none. The runner is one, because it shares its process with
     * code that nobody trusts: what a module does not export no reflection reaches.
     */
    String module() {
        return this == RUNNER ? mainPackage : "";
    }

    /** The packages that others than the module itself may see. */
    List<String> exported() {
        return List.of("dev.wharf.migration");
    }

    /**
     * What stands behind the JVM's options: where the classes are, and which one to start. The jar is named from the root,
     * in which the process starts: an AOT cache takes a module path only as it was written in its training.
     */
    List<String> program() {
        String jar = JAR.substring(1);
        return module().isEmpty()
                ? List.of("-cp", jar, mainClass())
                : List.of("-p", jar, "-m", module() + "/" + mainClass());
    }

    /**
     * The JVM's options that every start has, so also the training of the AOT cache. The heap is not among them: it follows
     * the container's memory. The JVM's own output goes to stderr, for on stdout it would corrupt the frames.
     */
    List<String> jvmOptions() {
        List<String> options = new ArrayList<>(List.of(
                "-XX:+UseSerialGC",
                "-Xss512k",
                "-XX:ReservedCodeCacheSize=48m",
                "-XX:+ExitOnOutOfMemoryError",
                // Else a hot NullPointerException loses its message at some row, and the reject's reason with it.
                "-XX:-OmitStackTraceInFastThrow",
                "-XX:-UsePerfData",
                "-XX:+DisableAttachMechanism",
                "--illegal-native-access=deny",
                "--sun-misc-unsafe-memory-access=deny",
                "-Djdk.serialFilter=!*",
                "-Duser.timezone=UTC",
                "-Duser.language=en",
                "-Duser.country=US",
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-XX:+DisplayVMOutputToStderr",
                "-Xlog:disable",
                "-Xlog:all=warning:stderr"));
        options.addAll(ownOptions);
        return List.copyOf(options);
    }
}
