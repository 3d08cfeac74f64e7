package dev.weir.jmh.harness;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The URI by which the HPA controller asks for a metric. */
public final class HpaUri {

    private HpaUri() {}

    /** As a path and query of the external metrics API. */
    public static String of(String namespace, String metric, String scaledObject) {
        return "/apis/external.metrics.k8s.io/v1beta1/namespaces/" + namespace + "/" + metric + "?labelSelector="
                + URLEncoder.encode("scaledobject.keda.sh/name=" + scaledObject, StandardCharsets.UTF_8);
    }
}
