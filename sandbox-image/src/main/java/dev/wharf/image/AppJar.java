package dev.wharf.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.classfile.attribute.ModulePackagesAttribute;
import java.lang.constant.ModuleDesc;
import java.lang.constant.PackageDesc;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The jar of an image: the classes of its role's packages and nothing else. Entries are sorted, stored without compression
 * and bear one fixed time, so the same classes give the same bytes.
 */
final class AppJar {

    private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

    private AppJar() {}

    /** Path in the jar → class file. */
    static SortedMap<String, byte[]> classesOf(ImageRole role) {
        SortedMap<String, byte[]> classes = new TreeMap<>();
        for (Class<?> anchor : new Class<?>[] {dev.wharf.wire.ValueType.class, dev.wharf.migration.RowMigration.class}) {
            Path location = locationOf(anchor);
            if (Files.isDirectory(location)) {
                readDirectory(location, role, classes);
            } else {
                readJar(location, role, classes);
            }
        }
        if (!classes.containsKey(role.mainClass().replace('.', '/') + ".class")) {
            throw new IllegalStateException("the class " + role.mainClass() + " is not compiled");
        }
        if (!role.module().isEmpty()) {
            classes.put("module-info.class", moduleInfo(role, classes));
        }
        return classes;
    }

    /** Made here, because the classes of one jar come from two modules of the build and are one module in the image. */
    private static byte[] moduleInfo(ImageRole role, SortedMap<String, byte[]> classes) {
        List<PackageDesc> packages = classes.keySet().stream()
                .map(name -> PackageDesc.ofInternalName(name.substring(0, name.lastIndexOf('/'))))
                .distinct()
                .toList();
        ModuleAttribute module = ModuleAttribute.of(ModuleDesc.of(role.module()), builder -> {
            builder.requires(ModuleDesc.of("java.base"), ClassFile.ACC_MANDATED, null);
            role.exported().forEach(name -> builder.exports(PackageDesc.of(name), 0));
        });
        return ClassFile.of().buildModule(module, builder -> builder.with(ModulePackagesAttribute.ofNames(packages)));
    }

    static void write(SortedMap<String, byte[]> classes, Path jar) {
        try (var out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.setMethod(ZipOutputStream.STORED);
            for (var entry : classes.entrySet()) {
                CRC32 crc = new CRC32();
                crc.update(entry.getValue());
                ZipEntry zip = new ZipEntry(entry.getKey());
                zip.setTimeLocal(TIME);
                zip.setSize(entry.getValue().length);
                zip.setCrc(crc.getValue());
                out.putNextEntry(zip);
                out.write(entry.getValue());
                out.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path locationOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void readDirectory(Path root, ImageRole role, SortedMap<String, byte[]> classes) {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(file).toString().replace('\\', '/');
                if (belongs(name, role)) {
                    classes.put(name, Files.readAllBytes(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void readJar(Path jar, ImageRole role, SortedMap<String, byte[]> classes) {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (var entry : file.stream().filter(e -> belongs(e.getName(), role)).toList()) {
                try (InputStream in = file.getInputStream(entry)) {
                    classes.put(entry.getName(), in.readAllBytes());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean belongs(String name, ImageRole role) {
        int slash = name.lastIndexOf('/');
        if (slash < 0 || !name.endsWith(".class")) {
            return false;
        }
        String owner = name.substring(0, slash).replace('/', '.');
        return role.packages().stream().anyMatch(own -> owner.equals(own) || owner.startsWith(own + "."));
    }
}
