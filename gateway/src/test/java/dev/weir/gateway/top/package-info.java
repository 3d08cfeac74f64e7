/** Tests of what is shown in short. */
@org.jspecify.annotations.NullUnmarked
package dev.weir.gateway.top;
