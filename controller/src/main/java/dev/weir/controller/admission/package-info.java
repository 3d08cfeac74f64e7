/**
 * What is wrong with a resource that its schema cannot say: resource in, every problem out.
 *
 * <p>Start with {@link dev.weir.controller.admission.ScaledObjectRules}. All is pure and usable from any thread: the
 * admission webhook, the reconciler and {@code weir check} ask the same rules. Nothing here reads a cluster; rules that
 * need other objects get them as arguments. The rules assume no schema validation before them, since objects can come from
 * files, so every field may be absent.
 */
@NullMarked
package dev.weir.controller.admission;

import org.jspecify.annotations.NullMarked;
