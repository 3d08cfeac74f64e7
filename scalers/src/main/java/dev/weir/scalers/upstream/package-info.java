/**
 * Clients shared by all who ask the same upstream, closed with their last user.
 *
 * <p>Start with {@link dev.weir.scalers.upstream.HttpAccess}, a source's way to an HTTP upstream: shared connections,
 * TLS, proxies, redirects, bounded answers, credentials and tokens. {@link dev.weir.scalers.upstream.SharedClients} counts
 * users, {@link dev.weir.scalers.upstream.BlockingCalls} is the pool for calls that can only block,
 * {@link dev.weir.scalers.upstream.Faults} turns a failure into a sentence. Every method may be called from any thread;
 * futures complete on the caller's context. This package knows no trigger type.
 */
@NullMarked
package dev.weir.scalers.upstream;

import org.jspecify.annotations.NullMarked;
