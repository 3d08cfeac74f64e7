/**
 * What the operator tells of objects, as CloudEvents for whoever asked for them by a CloudEventSource.
 *
 * <p>Start with {@link dev.weir.controller.cloudevents.Emitter}: it hears of every Kubernetes event that is recorded, makes
 * an occurrence of it if there is a type for it, and puts that into the line of each source that takes the type. Each line
 * is sent by itself, so nobody waits for another's destination. Any thread may tell; the lines belong to one event loop,
 * and nothing here blocks. This package writes nothing to the cluster and does not know who leads.
 */
@NullMarked
package dev.weir.controller.cloudevents;

import org.jspecify.annotations.NullMarked;
