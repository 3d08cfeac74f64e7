/**
 * Manifests in, everything that is wrong with them out: each problem with its file, line and path, and what each trigger
 * would be.
 *
 * <p>Start with {@link dev.weir.controller.check.ManifestCheck}. Whether an object is right is asked of the same schema,
 * rules and planners that the control plane asks; here is only what finds the line, and what to say of references that are
 * not in the files. Reads texts that it is given, one at a time, and keeps of them the references alone. Reaches no network.
 * One thread at a time.
 */
@NullMarked
package dev.weir.controller.check;

import org.jspecify.annotations.NullMarked;
