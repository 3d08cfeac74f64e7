/** Tests of the last changes. */
@org.jspecify.annotations.NullMarked
package dev.weir.controller.journal;
