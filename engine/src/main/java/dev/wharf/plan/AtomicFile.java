package dev.wharf.plan;

import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes whole files: a reader sees the old bytes or the new ones, also after a crash. */
final class AtomicFile {

    private AtomicFile() {}

    /** @throws WharfException of kind ENVIRONMENT where the file cannot be written */
    static void write(Path file, byte[] bytes) {
        Path temporary = file.resolveSibling("." + file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            Files.createDirectories(file.getParent());
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unwritable(file, e);
        } finally {
            deleteQuietly(temporary);
        }
    }

    static WharfException unwritable(Path file, IOException cause) {
        return new WharfException(Kind.ENVIRONMENT, "plan-folder-unwritable",
                file + " cannot be written: " + cause.getClass().getSimpleName() + ".",
                "Check the folder's permissions and the free space.", cause);
    }

    private static void deleteQuietly(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // it is hidden, named for what it is, and the next write of the same process replaces it
        }
    }
}
