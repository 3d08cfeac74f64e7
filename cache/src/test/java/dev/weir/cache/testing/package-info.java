/**
 * Fixtures for tests of the cache and of what is built on it: virtual time and sources that do as they are told.
 *
 * <p>Start with {@link dev.weir.cache.testing.VirtualTime}. Everything runs on the test's own thread. Other modules use
 * this package through the test jar.
 */
@NullMarked
package dev.weir.cache.testing;

import org.jspecify.annotations.NullMarked;
