/**
 * What a trigger type is to the rest of Weir.
 *
 * <p>Start with {@link dev.weir.scalers.spi.ScalerType}: it turns a {@link dev.weir.scalers.spi.TriggerSpec} into a
 * {@link dev.weir.scalers.spi.Trigger}, which is a source (the remote question, shared by all who ask it) and a pure
 * {@link dev.weir.scalers.spi.Interpreter} (what the answer means to this trigger). Parameters are read through
 * {@link dev.weir.scalers.spi.Params} only. Nothing here touches a network or blocks; all types but {@code Params} are
 * immutable. This package knows nothing of Kubernetes objects or of how values are served.
 */
@NullMarked
package dev.weir.scalers.spi;

import org.jspecify.annotations.NullMarked;
