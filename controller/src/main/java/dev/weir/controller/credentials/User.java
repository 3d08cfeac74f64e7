package dev.weir.controller.credentials;

import dev.weir.controller.kube.ObjectKey;

/**
 * An object that uses credentials.
 *
 * @param kind ScaledObject, ScaledJob, CloudEventSource or ClusterCloudEventSource
 */
public record User(String kind, ObjectKey key) {}
