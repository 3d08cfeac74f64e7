/** Tests of what the leader does: a whole controller against an API server in this process, in real time. */
@NullMarked
package dev.weir.controller.controlplane;

import org.jspecify.annotations.NullMarked;
