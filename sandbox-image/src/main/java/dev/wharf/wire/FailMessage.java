package dev.wharf.wire;

/**
 * The last words of a container.
 *
 * @param batch that was under way, -1 where none was
 * @param row its row, from 0, -1 where none was
 */
public record FailMessage(FailCode code, int batch, int row, String message) {

    public byte[] toPayload() {
        return new PayloadWriter()
                .u8(code.ordinal())
                .u32(batch)
                .u32(row)
                .text(Reasons.cap(message))
                .toBytes();
    }

    public static FailMessage read(PayloadReader in) {
        FailMessage fail =
                new FailMessage(FailCode.byId(in.u8()), in.i32(), in.i32(), Reasons.cap(in.text(Limits.REASON_CHARS)));
        in.end();
        return fail;
    }
}
