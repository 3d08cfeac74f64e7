/**
 * The operator: both planes put together.
 *
 * <p>Start with {@link dev.weir.controller.Controller}, which every replica runs: the metrics plane always, the control
 * plane while it holds the Lease.
 */
@NullMarked
package dev.weir.controller;

import org.jspecify.annotations.NullMarked;
