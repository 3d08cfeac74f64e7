/**
 * One benchmark for each hot path, from the reading that arrives to the answer that is written.
 *
 * <p>Run with {@code java -cp jmh/target/weir-load.jar org.openjdk.jmh.Main -prof gc}; results stand with each class and in
 * {@code jmh/README.md}. Everything runs on one event loop. Nothing here is used by the product.
 */
@NullMarked
package dev.weir.jmh.micro;

import org.jspecify.annotations.NullMarked;
