import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class PrimitivesOfAllSorts implements RowMigration {
    private static final long MASK = 0xFFFF_FFFFL;
    private static final float RATIO = 1.5f;
    private static final byte VERSION = (byte) 0b1010_0001;
    private static final short LIMIT = 30_000;
    private static final char SEPARATOR = '\u001f' == 31 ? ';' : ',';

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        long value = source.bigint("value");
        int low = (int) (value & MASK);
        int high = (int) (value >>> 32);
        short clipped = (short) Math.clamp(value, -LIMIT, LIMIT);
        float scaled = clipped * RATIO;
        double exact = value;
        byte checksum = VERSION;
        for (int i = 0; i < 8; i++) {
            checksum ^= (byte) (value >> (8 * i));
        }
        boolean odd = (value & 1) != 0 ^ value < 0;
        target.insert("numbers").set("low", low).set("high", high).set("clipped", (int) clipped).set("scaled", (double) scaled)
                .set("exact", exact).set("checksum", Byte.toUnsignedInt(checksum)).set("odd", odd)
                .set("text", low + "" + SEPARATOR + high)
                .set("reversed", Integer.reverse(low)).set("zeros", Long.numberOfLeadingZeros(value))
                .set("floor", Math.floorMod(value, 7)).set("compare", Long.compareUnsigned(value, MASK))
                .set("nan", Double.isNaN(exact) || Double.isInfinite(exact)).set("sign", Long.signum(value));
    }
}
