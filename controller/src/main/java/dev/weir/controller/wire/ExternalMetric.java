package dev.weir.controller.wire;

import dev.weir.scalers.spi.Quantity;
import java.time.Instant;

/**
 * One item of an answer.
 *
 * @param name under which it was asked for
 * @param value as served; the HPA adds up several items
 * @param at served in whole seconds
 */
public record ExternalMetric(String name, Quantity value, Instant at) {}
