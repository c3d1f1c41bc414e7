package dev.wharf.sandbox.protocol;

import dev.wharf.wire.BigEndian;
import dev.wharf.wire.FrameType;
import dev.wharf.wire.FrameWriter;
import dev.wharf.wire.Limits;
import dev.wharf.wire.RowChunk;
import java.util.ArrayList;
import java.util.List;

/** Cuts a chunk of rows into frames. A row that is too long for the wall is in none of them. */
final class BatchFrames {

    private static final int PAYLOAD_HEADER = 8;

    private BatchFrames() {}

    /** Some neighbouring rows of a chunk that go in one frame. */
    record Piece(int firstRow, int rows, int bytes) {}

    static List<Piece> cut(RowChunk chunk) {
        List<Piece> pieces = new ArrayList<>();
        int first = 0;
        int bytes = 0;
        for (int row = 0; row < chunk.rows(); row++) {
            int length = chunk.starts()[row + 1] - chunk.starts()[row];
            boolean tooLong = length > Limits.SOURCE_ROW_BYTES;
            if (row > first && (tooLong || bytes + length > Limits.BATCH_FRAME_BYTES)) {
                pieces.add(new Piece(first, row - first, bytes));
                first = row;
                bytes = 0;
            }
            if (tooLong) {
                first = row + 1;
            } else {
                bytes += length;
            }
        }
        if (chunk.rows() > first) {
            pieces.add(new Piece(first, chunk.rows() - first, bytes));
        }
        return pieces;
    }

    static byte[] frame(int number, Piece piece, RowChunk chunk) {
        byte[] frame = new byte[FrameWriter.HEADER_BYTES + PAYLOAD_HEADER + piece.bytes()];
        FrameWriter.header(FrameType.BATCH, PAYLOAD_HEADER + piece.bytes(), frame);
        BigEndian.putInt32(frame, FrameWriter.HEADER_BYTES, number);
        BigEndian.putInt32(frame, FrameWriter.HEADER_BYTES + 4, piece.rows());
        System.arraycopy(
                chunk.bytes(),
                chunk.starts()[piece.firstRow()],
                frame,
                FrameWriter.HEADER_BYTES + PAYLOAD_HEADER,
                piece.bytes());
        return frame;
    }
}
