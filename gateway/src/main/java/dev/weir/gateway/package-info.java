/**
 * The process: servers, command line, configuration and wiring. It serves what the board holds and knows no scaler.
 *
 * <p>Start with {@link dev.weir.gateway.Main}. A package may use only those before it: config, http, access, external, the
 * other doors (blind to each other), process, demo, cli, and this one.
 */
@NullMarked
package dev.weir.gateway;

import org.jspecify.annotations.NullMarked;
