/**
 * Fixtures for tests of the controller and of what is built on it: cases from files, an API server in this process.
 *
 * <p>Start with {@link dev.weir.controller.testing.Cases}. Other modules use this package through the test jar.
 */
@NullMarked
package dev.weir.controller.testing;

import org.jspecify.annotations.NullMarked;
