/**
 * The built jar as a process of its own against the cluster that KUBECONFIG names, with that cluster's HPA controller and
 * real brokers: run by {@code ./mvnw verify -Pcluster}. The cluster's API server must reach this machine's loopback, since
 * it is shown the gateway as a service of the name {@code localhost}.
 */
@NullMarked
package dev.weir.gateway.cluster;

import org.jspecify.annotations.NullMarked;
