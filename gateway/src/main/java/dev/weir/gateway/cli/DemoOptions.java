package dev.weir.gateway.cli;

import java.time.Duration;
import java.util.Optional;

/**
 * What {@code weir demo} was asked for.
 *
 * @param runFor how long it runs before it stops by itself and reports; empty for until it is told to stop
 * @param port of the external metrics API; 0 for any free one
 * @param json whether the report is one JSON document on stdout, and nothing else is
 * @param verbose whether everything that Weir does is logged
 */
public record DemoOptions(Optional<Duration> runFor, int port, boolean json, boolean verbose) {}
