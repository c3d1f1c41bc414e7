package dev.wharf.gate.fuzz;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Choices that one seed decides. The same seed draws the same on every machine. */
final class Draws {

    private static final RandomGeneratorFactory<RandomGenerator> FACTORY = RandomGeneratorFactory.of("L64X128MixRandom");

    private final RandomGenerator random;

    Draws(long seed) {
        random = FACTORY.create(seed);
    }

    /** The seed of the case with this number in a run (a step of SplitMix64, whose outputs never repeat). */
    static long seedOf(long run, int number) {
        long z = run + (number + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    @SafeVarargs
    final <T> T of(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** From 0, below the bound. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Both ends are among what may come. */
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    boolean percent(int share) {
        return random.nextInt(100) < share;
    }
}
