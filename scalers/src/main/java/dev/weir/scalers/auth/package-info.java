/**
 * Credentials, and what they make of a request: pure parts only.
 *
 * <p>Start with {@link dev.weir.scalers.auth.AuthConfig}, the auth block that HTTP triggers share, and
 * {@link dev.weir.scalers.auth.HttpCall}, the request it is put on. {@link dev.weir.scalers.auth.TlsSettings} holds PEM
 * contents. An {@link dev.weir.scalers.auth.Identity} needs a token or session first; package {@code upstream} fetches it.
 * All types are immutable and may be used from any thread; no {@code toString} here shows a secret. Nothing here touches a
 * network.
 */
@NullMarked
package dev.weir.scalers.auth;

import org.jspecify.annotations.NullMarked;
