/** Tests of Kubernetes as a machine, against an API server in this process. */
@NullMarked
package dev.weir.controller.kube;

import org.jspecify.annotations.NullMarked;
