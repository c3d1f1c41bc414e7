package dev.wharf.database.sqlite;

import dev.wharf.database.Database;
import dev.wharf.database.RunLease;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A lock of the operating system on {@code DATABASE-wharf-lock}. SQLite allows one writer, so one lock serves all plans of a
 * target. The file stays: to remove it would let two engines hold locks on two files of the same name.
 */
public final class SqliteLease implements RunLease {

    /** POSIX drops a process's locks on a file with any descriptor of it that is closed, so this JVM opens it once. */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;
    private final FileLock lock;

    private SqliteLease(Path file, FileChannel channel, FileLock lock) {
        this.file = file;
        this.channel = channel;
        this.lock = lock;
    }

    public static Optional<RunLease> tryAcquire(Database target, String name) {
        Path file = file(target);
        if (!OURS.add(file)) {
            return Optional.empty();
        }
        FileChannel channel = null;
        FileLock lock = null;
        try {
            channel = open(file);
            lock = tryLock(channel);
            return lock == null ? Optional.empty() : Optional.of(new SqliteLease(file, channel, lock));
        } finally {
            if (lock == null) {
                if (channel != null) {
                    closeQuietly(channel);
                }
                OURS.remove(file);
            }
        }
    }

    public static boolean everTaken(Database target) {
        return Files.exists(file(target));
    }

    public static boolean held(Database target, String name) {
        Path file = file(target);
        if (OURS.contains(file)) {
            return true;
        }
        if (!Files.exists(file)) {
            return false;
        }
        FileChannel channel = open(file);
        try {
            FileLock lock = tryLock(channel);
            if (lock == null) {
                return true;
            }
            lock.release();
            return false;
        } catch (IOException e) {
            throw failure(file, e);
        } finally {
            closeQuietly(channel);
        }
    }

    @Override
    public boolean alive() {
        return lock.isValid();
    }

    @Override
    public void close() {
        closeQuietly(channel);
        OURS.remove(file);
    }

    private static Path file(Database target) {
        return Path.of(target.identity().parts().get("path") + "-wharf-lock");
    }

    private static FileChannel open(Path file) {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) {
        try {
            return channel.tryLock();
        } catch (IOException e) {
            throw new WharfException(
                    Kind.ENVIRONMENT,
                    "lock-file",
                    "The file system refuses locks beside the target: " + e.getMessage() + ".",
                    "Keep the target on a local file system.",
                    e);
        }
    }

    private static WharfException failure(Path file, IOException e) {
        return new WharfException(
                Kind.ENVIRONMENT,
                "lock-file",
                "The lock file " + file + " cannot be opened: " + e.getMessage() + ".",
                "Make the target's folder writable for this user.",
                e);
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
