/**
 * One benchmark for each hot path.
 *
 * <p>Run with {@code java -jar jmh/target/weir-load.jar -prof gc}; results stand in {@code jmh/README.md}. Nothing here is
 * used by the product.
 */
@NullMarked
package dev.weir.jmh.micro;

import org.jspecify.annotations.NullMarked;
