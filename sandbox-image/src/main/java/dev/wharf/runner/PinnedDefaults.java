package dev.wharf.runner;

import java.util.Locale;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * What the whole process shares and a class could change for the rows after it: the locale, the zone and the system's
 * properties. The properties cannot be changed; the others are looked at after every row and put back.
 */
final class PinnedDefaults {

    private final Locale locale = Locale.getDefault();
    private final Locale display = Locale.getDefault(Locale.Category.DISPLAY);
    private final Locale format = Locale.getDefault(Locale.Category.FORMAT);
    // Asked for before the properties are frozen: the first answer is written down among them.
    private final TimeZone zone = TimeZone.getDefault();
    private final FrozenProperties properties = new FrozenProperties(System.getProperties());

    PinnedDefaults() {
        System.setProperties(properties);
    }

    /** Puts back what was changed; says what it was, null where nothing was. */
    @Nullable String restore() {
        String changed = null;
        if (System.getProperties() != properties) {
            System.setProperties(properties);
            changed = "the system's properties";
        }
        if (!zone.equals(TimeZone.getDefault())) {
            TimeZone.setDefault(zone);
            changed = "the default time zone";
        }
        if (Locale.getDefault() != locale
                || Locale.getDefault(Locale.Category.DISPLAY) != display
                || Locale.getDefault(Locale.Category.FORMAT) != format) {
            Locale.setDefault(locale);
            Locale.setDefault(Locale.Category.DISPLAY, display);
            Locale.setDefault(Locale.Category.FORMAT, format);
            changed = "the default locale";
        }
        return changed == null ? null : "the class changed " + changed + ", which later rows would see";
    }
}
