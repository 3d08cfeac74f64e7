/**
 * The {@code keda.sh/v1alpha1} resources as Java classes, and the source of the CRDs in {@code deploy/crds}.
 *
 * <p>Start with {@link dev.weir.controller.api.ScaledObject}. The classes are mutable beans because the Kubernetes client
 * fills them; whoever shares one between threads does not change it. Every field may be null: absent is not the same as
 * zero or empty, and what absence means is decided where the field is read. Fields that are not known are kept. The
 * annotations on the fields are the schema; this package knows no rule that a schema cannot say.
 */
@NullMarked
package dev.weir.controller.api;

import org.jspecify.annotations.NullMarked;
