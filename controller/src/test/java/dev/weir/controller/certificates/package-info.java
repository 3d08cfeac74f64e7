/** Tests of Kubernetes as a machine, against an API server in this process. */
@NullMarked
package dev.weir.controller.certificates;

import org.jspecify.annotations.NullMarked;
