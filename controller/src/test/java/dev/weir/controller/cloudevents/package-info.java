/** Tests of what is told of objects as CloudEvents, in virtual time. */
@NullMarked
package dev.weir.controller.cloudevents;

import org.jspecify.annotations.NullMarked;
