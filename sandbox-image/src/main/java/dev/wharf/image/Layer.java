package dev.wharf.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * One layer of an image as an uncompressed tar. Its diff-id is the tar's digest. Owner, rights, times and order are fixed,
 * so the same files give the same id on every machine.
 */
record Layer(Path tar, String diffId) {

    static Layer of(Path folder, Path tar) {
        try (var hashed = new Sha256.Output(new BufferedOutputStream(Files.newOutputStream(tar), 1 << 16));
                var out = new TarArchiveOutputStream(hashed)) {
            out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(f -> !f.equals(folder)).sorted().toList()) {
                    add(out, folder.relativize(file).toString().replace('\\', '/'), file);
                }
            }
            out.finish();
            out.flush();
            return new Layer(tar, hashed.value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A program that its user may start and not read is a process whose memory no file of /proc gives, not even to itself,
     * and that leaves no core dump (PR_SET_DUMPABLE in prctl(2)). A library has to be read to be loaded.
     */
    private static int rights(String name, boolean executable) {
        if (!executable) {
            return 0444;
        }
        return name.contains(".so") ? 0555 : 0111;
    }

    private static void add(TarArchiveOutputStream out, String name, Path file) throws IOException {
        boolean directory = Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
        TarArchiveEntry entry = new TarArchiveEntry(
                directory ? name + "/" : name, directory ? TarConstants.LF_DIR : TarConstants.LF_NORMAL);
        entry.setMode(directory ? 0555 : rights(name, Files.isExecutable(file)));
        entry.setModTime(ImageTree.TIME.toEpochMilli());
        entry.setIds(0, 0);
        entry.setNames("", "");
        entry.setSize(directory ? 0 : Files.size(file));
        out.putArchiveEntry(entry);
        if (!directory) {
            Files.copy(file, out);
        }
        out.closeArchiveEntry();
    }
}
