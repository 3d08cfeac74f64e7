package dev.weir.controller.wire;

import io.vertx.core.buffer.Buffer;

/**
 * What Kubernetes puts around a protobuf message: the bytes {@code k8s\0}, then runtime.Unknown {1: type {1: apiVersion,
 * 2: kind}, 2: the message, 3: content encoding, 4: content type}.
 */
public final class KubernetesEnvelope {

    private static final byte[] MAGIC = {'k', '8', 's', 0};

    private KubernetesEnvelope() {}

    public static Buffer wrap(String apiVersion, String kind, ProtobufWriter message) {
        var type = new ProtobufWriter().string(1, apiVersion).string(2, kind);
        var unknown = new ProtobufWriter()
                .message(1, type)
                .message(2, message)
                .string(3, "")
                .string(4, "");
        return Buffer.buffer(MAGIC).appendBuffer(unknown.buffer());
    }

    /** An empty ListMeta: self link, resource version, continue. */
    public static ProtobufWriter listMeta() {
        return new ProtobufWriter().string(1, "").string(2, "").string(3, "");
    }
}
