/**
 * Fixtures for tests of trigger types, here and in other modules (test jar).
 *
 * <p>Start with {@link dev.weir.scalers.testing.SourceContract}, the promises that every source keeps, and
 * {@link dev.weir.scalers.testing.Scenarios}, which runs a type's scenario files. {@link
 * dev.weir.scalers.testing.ServerProcess} starts real servers, {@link dev.weir.scalers.testing.RabbitServer} a real broker,
 * {@link dev.weir.scalers.testing.TestCertificates} makes certificates for them.
 */
@NullMarked
package dev.weir.scalers.testing;

import org.jspecify.annotations.NullMarked;
