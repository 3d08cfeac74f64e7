package dev.weir.gateway.explain;

import dev.weir.controller.explain.Explanation;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.vertx.core.buffer.Buffer;

/** An explanation as it travels. Times are ISO 8601; what is not there is left out. Any thread may use it. */
public final class ExplanationJson {

    private final KubernetesSerialization json = new KubernetesSerialization();

    public Buffer write(Explanation explanation) {
        return Buffer.buffer(json.asJson(explanation));
    }

    /** @throws RuntimeException if it is none */
    public Explanation read(String text) {
        return json.unmarshal(text, Explanation.class);
    }
}
