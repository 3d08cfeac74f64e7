/**
 * {@code /weir/v1/top}: sources and objects as they are now, in short, for {@code weir top} and whoever else likes tables.
 *
 * <p>Start with {@link dev.weir.gateway.top.TopRoute}. Looks are taken on workers, one a second at most, whoever asks. Knows
 * no Kubernetes and no scaler.
 */
@NullMarked
package dev.weir.gateway.top;

import org.jspecify.annotations.NullMarked;
