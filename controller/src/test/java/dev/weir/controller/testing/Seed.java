package dev.weir.controller.testing;

import java.util.Random;

/** Where randomness of property tests comes from: {@code -Dweir.seed} repeats a run. */
public final class Seed {

    private Seed() {}

    public static Random random() {
        long seed = Long.getLong("weir.seed", System.nanoTime());
        System.out.println("repeat with -Dweir.seed=" + seed);
        return new Random(seed);
    }
}
