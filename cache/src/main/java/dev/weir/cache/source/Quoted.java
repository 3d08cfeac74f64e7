package dev.weir.cache.source;

import java.time.Duration;
import java.time.Instant;

/**
 * The words in which an upstream answered the latest poll of a source.
 *
 * @param text what it said
 * @param askedAt when that poll began
 * @param interval how often the source is polled now
 */
public record Quoted(String text, Instant askedAt, Duration interval) {}
