import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

public class MacAndIp implements RowMigration {
    private static final Pattern DOT = Pattern.compile("\\.");

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        long ip = DOT.splitAsStream(source.text("ip")).mapToLong(Long::parseLong).reduce(0, (acc, octet) -> {
            if (octet < 0 || octet > 255) throw new IllegalArgumentException("octet out of range");
            return acc << 8 | octet;
        });
        String back = IntStream.of(24, 16, 8, 0).mapToObj(shift -> String.valueOf(ip >> shift & 0xff)).collect(Collectors.joining("."));
        byte[] mac = HexFormat.of().parseHex(source.text("mac").replaceAll("[:.-]", ""));
        StringJoiner joiner = new StringJoiner(":", "", "");
        joiner.setEmptyValue("-");
        for (byte b : mac) joiner.add(HexFormat.of().toHexDigits(b));
        target.insert("hosts").copy("id", "id").set("ip_number", ip).set("ip", back).set("mac", joiner.toString()).set("multicast", (mac[0] & 1) == 1).set("hash", Arrays.hashCode(mac));
    }
}
