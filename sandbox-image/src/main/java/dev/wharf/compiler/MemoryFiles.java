package dev.wharf.compiler;

import dev.wharf.wire.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;

/**
 * The compiler's whole world: the platform's modules, the migration API as the class path, and memory for what it writes.
 * No file of the container is reached.
 */
final class MemoryFiles extends ForwardingJavaFileManager<JavaFileManager> {

    private final List<JavaFileObject> api;
    private final Map<String, byte[]> classes = new LinkedHashMap<>();
    private int classBytes;

    MemoryFiles(JavaFileManager platform, Map<String, byte[]> apiClasses) {
        super(platform);
        this.api = apiClasses.entrySet().stream()
                .map(entry -> (JavaFileObject) new ClassIn(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** What came out of the compiler, binary name → class file. */
    Map<String, byte[]> classes() {
        return classes;
    }

    /** The output became larger than a migration can be. */
    static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLarge(String message) {
            super(message, null, false, false);
        }
    }

    @Override
    public boolean hasLocation(Location location) {
        return location == StandardLocation.CLASS_PATH
                || location == StandardLocation.CLASS_OUTPUT
                || isPlatform(location) && super.hasLocation(location);
    }

    @Override
    public Iterable<JavaFileObject> list(
            Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse) throws IOException {
        if (location == StandardLocation.CLASS_PATH) {
            boolean inside = kinds.contains(JavaFileObject.Kind.CLASS)
                    && (packageName.equals(ApiClasses.PACKAGE)
                            || recurse && (ApiClasses.PACKAGE + ".").startsWith(packageName + "."));
            return inside ? api : List.of();
        }
        return isPlatform(location) ? super.list(location, packageName, kinds, recurse) : List.of();
    }

    @Override
    public String inferBinaryName(Location location, JavaFileObject file) {
        return file instanceof ClassIn in ? in.binaryName : super.inferBinaryName(location, file);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
            Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
        if (location != StandardLocation.CLASS_OUTPUT || kind != JavaFileObject.Kind.CLASS) {
            throw new TooLarge("the sources make other files than classes");
        }
        if (classes.size() == Limits.CLASSES) {
            throw new TooLarge("the sources make more than " + Limits.CLASSES + " classes");
        }
        return new ClassOut(className);
    }

    @Override
    public FileObject getFileForOutput(Location location, String packageName, String relativeName, FileObject sibling) {
        throw new TooLarge("the sources make other files than classes");
    }

    @Override
    public ClassLoader getClassLoader(Location location) {
        return MemoryFiles.class.getClassLoader();
    }

    private static boolean isPlatform(Location location) {
        return location == StandardLocation.SYSTEM_MODULES
                || location == StandardLocation.PLATFORM_CLASS_PATH
                || location.getName().toUpperCase(Locale.ROOT).startsWith(StandardLocation.SYSTEM_MODULES.getName());
    }

    private static URI uri(String name, JavaFileObject.Kind kind) {
        return URI.create("memory:///" + name.replace('.', '/').replace("$", "%24") + kind.extension);
    }

    private static final class ClassIn extends SimpleJavaFileObject {

        private final String binaryName;
        private final byte[] bytes;

        ClassIn(String binaryName, byte[] bytes) {
            super(uri(binaryName, Kind.CLASS), Kind.CLASS);
            this.binaryName = binaryName;
            this.bytes = bytes;
        }

        @Override
        public InputStream openInputStream() {
            return new ByteArrayInputStream(bytes);
        }
    }

    private final class ClassOut extends SimpleJavaFileObject {

        private final String binaryName;

        ClassOut(String binaryName) {
            // The name may hold any letter that Java allows; only the class file counts.
            super(URI.create("memory:///class" + classes.size() + Kind.CLASS.extension), Kind.CLASS);
            this.binaryName = binaryName;
        }

        @Override
        public OutputStream openOutputStream() {
            return new ByteArrayOutputStream() {
                @Override
                public void close() {
                    classBytes += size();
                    if (classBytes > Limits.CLASS_BYTES) {
                        throw new TooLarge("the sources make class files of more than "
                                + (Limits.CLASS_BYTES >> 20) + " MiB");
                    }
                    classes.put(binaryName, toByteArray());
                }
            };
        }
    }
}
