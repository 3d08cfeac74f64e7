/** Tests of explanations. */
@org.jspecify.annotations.NullMarked
package dev.weir.controller.explain;
