/**
 * All settings of the process as one tree of records that cannot be wrong.
 *
 * <p>Start with {@link dev.weir.gateway.config.Settings}. Pure; it reads no file and no environment, and knows nothing of
 * servers.
 */
@NullMarked
package dev.weir.gateway.config;

import org.jspecify.annotations.NullMarked;
