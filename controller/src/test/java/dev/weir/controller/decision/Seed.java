package dev.weir.controller.decision;

import java.util.Random;

/** Where randomness of property tests comes from: {@code -Dweir.seed} repeats a run. */
final class Seed {

    private Seed() {}

    static Random random() {
        long seed = Long.getLong("weir.seed", System.nanoTime());
        System.out.println("repeat with -Dweir.seed=" + seed);
        return new Random(seed);
    }
}
