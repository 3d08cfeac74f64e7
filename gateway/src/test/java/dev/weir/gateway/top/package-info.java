/** Tests of what is shown in short. */
@org.jspecify.annotations.NullMarked
package dev.weir.gateway.top;
