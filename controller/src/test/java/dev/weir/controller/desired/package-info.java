/**
 * Tests of manifest to HPA: cases are files under {@code desired/}, a ScaledObject and its metrics in, parts of the HPA out.
 */
@NullMarked
package dev.weir.controller.desired;

import org.jspecify.annotations.NullMarked;
