/**
 * The others: how replicas find each other, know that they are replicas, and talk.
 *
 * <p>Start with {@link dev.weir.gateway.replicas.Replicas}. Membership and transport are Infinispan's and the clustered event
 * bus of Vert.x, on an instance of Vert.x of their own, so that trouble there cannot reach a reader;
 * {@link dev.weir.gateway.replicas.Presence} decides from what arrives who takes part. Who may join is decided by a secret
 * that all replicas share: {@link dev.weir.gateway.replicas.ClusterSecret}.
 */
@NullMarked
package dev.weir.gateway.replicas;

import org.jspecify.annotations.NullMarked;
