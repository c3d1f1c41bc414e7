import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

public class FlagsBitmap implements RowMigration {
    private enum Flag {
        ACTIVE(0x01), VERIFIED(0x02), NEWSLETTER(0x04), BLOCKED(0x80);

        final int mask;

        Flag(int mask) {
            this.mask = mask;
        }

        static Set<Flag> decode(int bits) {
            Set<Flag> flags = EnumSet.noneOf(Flag.class);
            for (Flag flag : Flag.values()) {
                if ((bits & flag.mask) != 0) {
                    flags.add(flag);
                }
            }
            return flags;
        }
    }

    private static final int KNOWN = 0x87;

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Integer bits = source.integer("flags");
        if (bits == null) {
            bits = 0;
        }
        if ((bits & ~KNOWN) != 0) {
            target.reject("flags hold unknown bits: 0x" + Integer.toHexString(bits & ~KNOWN));
            return;
        }
        Set<Flag> flags = Flag.decode(bits);
        target.insert("users")
                .copy("id", "id")
                .set("active", flags.contains(Flag.ACTIVE) && !flags.contains(Flag.BLOCKED))
                .set("flag_names", flags.stream().map(Flag::name).map(String::toLowerCase).collect(Collectors.joining(",")))
                .set("flag_count", Integer.bitCount(bits));
        for (Flag flag : flags) {
            target.insert("user_flags").copy("user_id", "id").set("flag", flag.name().toLowerCase());
        }
    }
}
