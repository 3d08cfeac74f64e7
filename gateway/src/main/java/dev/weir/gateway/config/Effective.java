package dev.weir.gateway.config;

/**
 * A setting as it counts.
 *
 * @param origin where it is given, {@code command line} or {@code default}
 */
public record Effective(String name, String value, String origin) {}
