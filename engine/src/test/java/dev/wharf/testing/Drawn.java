package dev.wharf.testing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Values drawn from a seed, with the edges of their range more often than chance would draw them. {@code -Ddrawn.seed=N} draws
 * others; a failure names the seed that draws the failing values alone: {@code -Ddrawn.seed=N -Ddrawn.tries=1}.
 */
public final class Drawn {

    private static final int EDGES_OUT_OF = 8;

    private final Random random;

    private Drawn(long seed) {
        random = new Random(seed * 0x9E3779B97F4A7C15L);
    }

    /** Whether a property holds for a thousand drawings. */
    public static void forAll(Consumer<Drawn> property) {
        forAll(1_000, property);
    }

    public static void forAll(int tries, Consumer<Drawn> property) {
        long first = Long.getLong("drawn.seed", 1);
        int count = Integer.getInteger("drawn.tries", tries);
        for (long seed = first; seed < first + count; seed++) {
            try {
                property.accept(new Drawn(seed));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("with -Ddrawn.seed=" + seed + " -Ddrawn.tries=1: " + e.getMessage(), e);
            }
        }
    }

    public long integer() {
        return switch (random.nextInt(EDGES_OUT_OF)) {
            case 0 -> (1L << random.nextInt(Long.SIZE)) + random.nextInt(-1, 2);
            case 1 -> random.nextInt(-20, 21);
            default -> random.nextLong();
        };
    }

    /** Both ends included. */
    public long integer(long least, long most) {
        return switch (random.nextInt(EDGES_OUT_OF)) {
            case 0 -> random.nextBoolean() ? least : most;
            case 1 -> Math.clamp(random.nextInt(-20, 21), least, most);
            default -> most == Long.MAX_VALUE ? Math.max(least, random.nextLong()) : random.nextLong(least, most + 1);
        };
    }

    /** Both ends included. */
    public int small(int least, int most) {
        return Math.toIntExact(integer(least, most));
    }

    public double real() {
        return Double.longBitsToDouble(integer());
    }

    /** Of either sign, with at most so many digits. */
    public BigInteger big(int digits) {
        BigInteger value = new BigInteger(random.nextInt(1, digits * 10 / 3), random);
        return random.nextBoolean() ? value : value.negate();
    }

    public BigDecimal decimal(int digits, int leastScale, int mostScale) {
        BigInteger unscaled = random.nextInt(EDGES_OUT_OF) == 0 ? BigInteger.TEN.pow(random.nextInt(digits)) : big(digits);
        return new BigDecimal(random.nextBoolean() ? unscaled : BigInteger.valueOf(integer()), small(leastScale, mostScale));
    }

    public byte[] bytes(int most) {
        byte[] bytes = new byte[random.nextInt(most + 1)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Any UTF-16: plain letters, controls, all planes, halves of pairs. */
    public String text(int most) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(most + 1); length > 0; length--) {
            switch (random.nextInt(EDGES_OUT_OF)) {
                case 0 -> text.append((char) random.nextInt(0x20));
                case 1 -> text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
                case 2 -> text.append((char) random.nextInt(Character.MAX_VALUE + 1));
                case 3 -> text.append("\"\\{}[]:,'#- \u007f\u0085\u00a0\u200b\u2028\u202e\ufeff".charAt(random.nextInt(19)));
                default -> text.append((char) random.nextInt(0x20, 0x7f));
            }
        }
        return text.toString();
    }

    /** Of these characters alone. */
    public String textOf(String characters, int most) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(most + 1); length > 0; length--) {
            text.append(characters.charAt(random.nextInt(characters.length())));
        }
        return text.toString();
    }

    public List<String> texts(int most) {
        List<String> texts = new ArrayList<>();
        for (int count = random.nextInt(most + 1); count > 0; count--) {
            texts.add(text(12));
        }
        return texts;
    }

    /** For what draws by itself. */
    public Random random() {
        return random;
    }
}
