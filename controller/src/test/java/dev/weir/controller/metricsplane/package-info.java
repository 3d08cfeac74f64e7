/** Tests of what every replica measures, in virtual time with sources that do as they are told. */
@NullMarked
package dev.weir.controller.metricsplane;

import org.jspecify.annotations.NullMarked;
