package dev.weir.cache.history;

import java.time.Instant;

/** A number and when it was taken, to the millisecond. */
public record Sample(Instant at, double value) {}
