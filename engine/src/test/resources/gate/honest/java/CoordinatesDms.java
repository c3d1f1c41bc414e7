import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public class CoordinatesDms implements RowMigration {
    private static final Pattern DMS = Pattern.compile("(\\d{1,3})°\\s*(\\d{1,2})['′]\\s*(\\d{1,2}(?:\\.\\d+)?)[\"″]\\s*([NSEW])");
    private static final double EARTH_RADIUS_KM = 6371.0088;

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Double lat = degrees(source.text("lat"));
        Double lon = degrees(source.text("lon"));
        if (lat == null || lon == null || Math.abs(lat) > 90 || Math.abs(lon) > 180) {
            target.reject("the position cannot be read");
            return;
        }
        target.insert("sites").copy("id", "id").set("lat", lat).set("lon", lon)
                .set("geo", String.format(Locale.ROOT, "POINT(%.6f %.6f)", lon, lat))
                .set("km_to_berlin", haversine(lat, lon, 52.52, 13.405))
                .set("tile_x", (int) Math.floor((lon + 180) / 360 * (1 << 10)));
    }

    private static Double degrees(String text) {
        if (text == null) return null;
        Matcher m = DMS.matcher(text);
        if (!m.matches()) return null;
        double value = Integer.parseInt(m.group(1)) + Integer.parseInt(m.group(2)) / 60.0 + Double.parseDouble(m.group(3)) / 3600.0;
        return "SW".contains(m.group(4)) ? -value : value;
    }

    private static double haversine(double lat1, double lon1, double lat2, double lon2) {
        double dLat = Math.toRadians(lat2 - lat1);
        double dLon = Math.toRadians(lon2 - lon1);
        double a = Math.pow(Math.sin(dLat / 2), 2) + Math.cos(Math.toRadians(lat1)) * Math.cos(Math.toRadians(lat2)) * Math.pow(Math.sin(dLon / 2), 2);
        return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(a));
    }
}
