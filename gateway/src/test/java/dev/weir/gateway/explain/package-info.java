/** Tests of what is explained over HTTP and as a text. */
@org.jspecify.annotations.NullMarked
package dev.weir.gateway.explain;
