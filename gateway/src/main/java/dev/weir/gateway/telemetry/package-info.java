/**
 * What the process tells of objects and triggers, under the names that KEDA's dashboards and alerts use.
 *
 * <p>Start with {@link dev.weir.gateway.telemetry.KedaMetrics}. Everything is read off one overview when somebody scrapes, so
 * there are no series to keep in step, and nothing is counted where readings arrive. Runs on workers.
 */
@NullMarked
package dev.weir.gateway.telemetry;

import org.jspecify.annotations.NullMarked;
