package dev.weir.scalers.spi;

/**
 * One External metric of an HPA.
 *
 * @param name with the index of the trigger, for example {@code s0-rabbitmq-hello}
 * @param type how the HPA compares value and target
 * @param target the quantity as Kubernetes writes it
 */
public record MetricSpec(String name, MetricType type, Quantity target) {}
