/**
 * What can be asked and what came back.
 *
 * <p>Start with {@link dev.weir.cache.source.Source}: one remote question. {@link dev.weir.cache.source.SourceKey} says
 * when two questions are the same one, {@link dev.weir.cache.source.Reading} is an answer or a failure with its instant.
 * Everything here is immutable or stateless and may be used from any thread. This package knows nothing of polling,
 * Kubernetes or any scaler.
 */
@NullMarked
package dev.weir.cache.source;

import org.jspecify.annotations.NullMarked;
