package dev.wharf.sandbox.protocol;

import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRow;
import dev.wharf.migration.TargetRows;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** Migration classes that tests send into a runner, good ones and bad ones. */
@SuppressWarnings("unused")
final class SampleClasses {

    private SampleClasses() {}

    /** The class file, and its name. */
    static Map<String, byte[]> bytes(Class<?> type) {
        String name = type.getName();
        try (InputStream in = type.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
            return Map.of(name, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static final class Doubling implements RowMigration {
        @Override
        public void migrate(SourceRow source, TargetRows target) {
            Long id = source.bigint("id");
            target.insert("t").set("a", id).set("b", id == null ? null : "n" + id * 2).copy("c", "blob");
        }
    }

    /** By the text of column {@code what}. */
    public static final class Obedient implements RowMigration {
        private static TargetRow kept;

        @Override
        public void migrate(SourceRow source, TargetRows target) {
            String what = source.text("what");
            switch (what == null ? "null" : what) {
                case "nothing" -> {}
                case "two" -> {
                    TargetRow one = target.insert("t");
                    TargetRow other = target.insert("u");
                    one.set("b", "1");
                    other.set("x", 2);
                    one.set("a", 3L);
                }
                case "skip" -> {
                    target.insert("t").set("a", 1L);
                    target.skip("not wanted");
                    target.insert("t").set("a", 1L);
                }
                case "skip, reject" -> {
                    target.skip("first");
                    target.reject("second");
                }
                case "reject, skip" -> {
                    target.reject("first");
                    target.skip("second");
                }
                case "skip, throw" -> {
                    target.skip("first");
                    throw new IllegalStateException("second");
                }
                case "reject, throw" -> {
                    target.reject("first");
                    throw new IllegalStateException("second");
                }
                case "throw" -> throw new IllegalArgumentException("bad \u001b[31mthing\n" + "x".repeat(5_000));
                case "overflow" -> migrate(source, target);
                case "column" -> source.text("nowhere");
                case "table" -> target.insert("nowhere");
                case "target column" -> target.insert("t").set("nowhere", 1);
                case "copy column" -> target.insert("t").copy("a", "nowhere");
                case "uncrossed" -> source.bytes("blob");
                case "twice" -> target.insert("t").set("a", 1L).copy("a", "blob");
                case "class" -> target.insert("t").set("a", new StringBuilder("x"));
                case "json" -> target.insert("t").set("b", dev.wharf.migration.Json.object());
                case "half" -> target.insert("t").set("b", "\ud800");
                case "nanos" -> target.insert("t").set("b", java.time.LocalTime.of(1, 1, 1, 1));
                case "keep" -> kept = target.insert("t").set("a", 1L);
                case "kept" -> kept.set("b", "late");
                case "many" -> {
                    try {
                        for (int i = 0; i < 20_000; i++) {
                            target.insert("t").set("a", 1L);
                        }
                    } catch (RuntimeException ignored) {
                        // What it got so far shall not pass for all of it.
                    }
                }
                case "large" -> {
                    String large = "x".repeat(1 << 20);
                    for (int i = 0; i < 40; i++) {
                        target.insert("t").set("b", large);
                    }
                }
                case "empty row" -> target.insert("t");
                case "cast" -> {
                    Object object = new Obedient();
                    target.insert((String) object);
                }
                case "blank" -> target.skip(" ");
                default -> target.insert("t").set("b", what);
            }
        }
    }

    public static final class EndlessAtThree implements RowMigration {
        @Override
        public void migrate(SourceRow source, TargetRows target) {
            Long id = source.bigint("id");
            while (id != null && id == 3) {
                Thread.onSpinWait();
            }
            target.insert("t").set("a", id);
        }
    }

    public static final class SleepingAtThree implements RowMigration {
        @Override
        public void migrate(SourceRow source, TargetRows target) {
            Long id = source.bigint("id");
            if (id != null && id == 3) {
                try {
                    Thread.sleep(60_000);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            target.insert("t").set("a", id);
        }
    }

    public static final class ExitAtThree implements RowMigration {
        @Override
        public void migrate(SourceRow source, TargetRows target) {
            Long id = source.bigint("id");
            if (id != null && id == 3) {
                System.exit(0);
            }
            target.insert("t").set("a", id);
        }
    }

    /** Writes what {@link Forgery} says to the descriptor that the frames go through. */
    public static final class ForgingAtThree implements RowMigration {
        @Override
        public void migrate(SourceRow source, TargetRows target) {
            Long id = source.bigint("id");
            if (id != null && id == 3) {
                byte[] forged = source.bytes("blob");
                try (FileOutputStream out = new FileOutputStream("/proc/self/fd/1")) {
                    out.write(forged);
                    out.flush();
                    Thread.sleep(200);
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            target.insert("t").set("a", id);
        }
    }

    public static final class Flooding implements RowMigration {
        @Override
        public void migrate(SourceRow source, TargetRows target) {
            byte[] noise = new byte[1 << 16];
            try (FileOutputStream out = new FileOutputStream("/proc/self/fd/1")) {
                while (true) {
                    out.write(noise);
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    public static final class Printing implements RowMigration {
        @Override
        public void migrate(SourceRow source, TargetRows target) {
            System.out.println("noise");
            System.err.println("noise");
            target.insert("t").set("a", source.bigint("id"));
        }
    }

    public static final class Hungry implements RowMigration {
        @Override
        public void migrate(SourceRow source, TargetRows target) {
            // The first one is refused by Java code, the second one by the virtual machine.
            Long id = source.bigint("id");
            String seed = id != null && id == 0 ? "xx" : "x";
            target.insert("t").set("b", seed.repeat(Integer.MAX_VALUE));
        }
    }

    public static final class FailingInitialiser implements RowMigration {
        private static final int NUMBER = Integer.parseInt("none");

        @Override
        public void migrate(SourceRow source, TargetRows target) {
            target.insert("t").set("a", (long) NUMBER);
        }
    }

    public static final class NoMigration {}

    /** Sees whether it reaches what is no business of a migration. */
    public static final class Peeping implements RowMigration {
        @Override
        public void migrate(SourceRow source, TargetRows target) {
            try {
                Class.forName(source.text("what"));
                target.insert("t").set("b", "found");
            } catch (ClassNotFoundException e) {
                target.skip("not found");
            }
        }
    }

    /** Sets those of eleven columns whose bit is in the row's id. */
    public static final class Bits implements RowMigration {
        @Override
        public void migrate(SourceRow source, TargetRows target) {
            Long id = source.bigint("id");
            TargetRow row = target.insert("bits");
            for (int bit = 10; bit >= 0; bit--) {
                if (id != null && (id >> bit & 1) == 1) {
                    row.set("k" + bit, (long) bit);
                }
            }
        }
    }
}
