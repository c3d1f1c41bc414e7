package dev.wharf.runner;

import dev.wharf.migration.RowMigration;
import dev.wharf.wire.CodeMessage;
import dev.wharf.wire.ContainerPort;
import dev.wharf.wire.FailCode;
import dev.wharf.wire.Frame;
import dev.wharf.wire.FrameType;
import dev.wharf.wire.FrameWriter;
import dev.wharf.wire.Limits;
import dev.wharf.wire.PayloadReader;
import dev.wharf.wire.PayloadWriter;
import dev.wharf.wire.Reasons;
import dev.wharf.wire.RowsTag;
import dev.wharf.wire.WireException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives rows to the migration class, one after the other, and lays out what it makes of them. For one thread. */
final class Transformer {

    private static final int LAST_POSITION = FrameWriter.HEADER_BYTES + 4;
    private static final int CAPACITY = Limits.ROWS_FRAME_BYTES + (64 << 10);

    private final RowMigration migration;
    private final ContainerPort port;
    private final RowWatch watch;
    private final PinnedDefaults defaults;
    private final SourceTuple source;
    private final RowOutput output;
    private final Shapes shapes;
    private final PayloadWriter out = new PayloadWriter(CAPACITY);
    private int batches;
    private long rows;

    Transformer(
            RowMigration migration, CodeMessage code, ContainerPort port, RowWatch watch, PinnedDefaults defaults) {
        this.migration = migration;
        this.port = port;
        this.watch = watch;
        this.defaults = defaults;
        this.source = new SourceTuple(code.columns());
        this.output = new RowOutput(code.tables(), source);
        this.shapes = new Shapes(
                code.tables().stream().map(table -> table.columns().size()).toList());
    }

    /** Transforms all rows of a BATCH frame and sends their ROWS. */
    void transform(Frame frame) {
        PayloadReader header = frame.reader();
        int batch = header.i32();
        int count = header.i32();
        int at = header.position();
        begin(batch);
        for (int row = 0; row < count; row++) {
            at = source.moveTo(frame.payload(), at, frame.length());
            watch.at(batch, row);
            output.begin();
            Throwable thrown = migrate(batch, row);
            append(row, thrown);
            if (out.size() >= Limits.ROWS_FRAME_BYTES) {
                flush(false);
                begin(batch);
            }
        }
        watch.idle();
        if (at != frame.length()) {
            throw new WireException("a batch has bytes behind its rows");
        }
        flush(true);
        batches++;
        rows += count;
    }

    /** Sends DONE. */
    void done() {
        port.send(FrameType.DONE, new PayloadWriter(12).u32(batches).u64(rows).toBytes());
    }

    private @Nullable Throwable migrate(int batch, int row) {
        try {
            migration.migrate(source, output);
            return null;
        } catch (OutOfMemoryError e) {
            port.fail(
                    ContainerPort.EXIT_MEMORY,
                    FailCode.OUT_OF_MEMORY,
                    batch,
                    row,
                    "the class asked for more memory than the container has");
            return e;
        } catch (Throwable e) {
            return e;
        } finally {
            // A class that interrupted its thread shall not interrupt what is sent next.
            Thread.interrupted();
        }
    }

    private void append(int row, @Nullable Throwable thrown) {
        String rejected = output.rejected();
        if (rejected == null && thrown != null) {
            rejected = Failures.describe(thrown);
        }
        // Behind the exception's message, which is the last thing of a row that the class has a hand in.
        String changed = defaults.restore();
        if (changed != null) {
            rejected = changed;
        }
        if (rejected != null) {
            reason(Failures.tag(thrown), row, rejected);
            return;
        }
        String skipped = output.skipped();
        List<Slot> slots = output.rows();
        if (skipped == null && slots.isEmpty()) {
            skipped = "no row and no reason given";
        }
        if (skipped != null) {
            reason(RowsTag.SKIP, row, skipped);
            return;
        }
        for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            int shape = shapes.number(slot, out);
            out.u8(RowsTag.ROW).u32(row).u16(shape);
            slot.appendTo(out);
        }
    }

    private void reason(byte tag, int row, String reason) {
        out.u8(tag).u32(row).text(Failures.withoutAddresses(Reasons.cap(reason)));
    }

    private void begin(int batch) {
        // Room for the frame's header, which is known at the end.
        out.u32(0).u8(0).u32(batch).u8(0);
    }

    private void flush(boolean last) {
        int size = out.size();
        byte[] frame = out.detach(CAPACITY);
        frame[LAST_POSITION] = (byte) (last ? 1 : 0);
        FrameWriter.header(FrameType.ROWS, size - FrameWriter.HEADER_BYTES, frame);
        port.send(frame, size);
    }
}
