/**
 * Kubernetes objects from files: a folder in, an immutable set of objects out.
 *
 * <p>Start with {@link dev.weir.controller.manifests.ManifestFolder}, which reads what changed since its last look;
 * {@link dev.weir.controller.manifests.ManifestReader} turns one text into objects. Reading blocks and runs on a worker
 * thread. Problems name file and field and show no value, since files may hold Secrets. Knows no trigger.
 */
@NullMarked
package dev.weir.controller.manifests;

import org.jspecify.annotations.NullMarked;
