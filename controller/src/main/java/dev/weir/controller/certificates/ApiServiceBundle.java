package dev.weir.controller.certificates;

import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.APIServiceSpec;
import io.fabric8.kubernetes.api.model.ServiceReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code spec.caBundle} of the APIService by which the API server asks us. */
final class ApiServiceBundle implements Bundle {

    private static final Logger LOG = LoggerFactory.getLogger(ApiServiceBundle.class);

    private final KubernetesClient client;
    private final String name;
    private final Ours ours;
    private final OneSentence sentence = new OneSentence(LOG);

    ApiServiceBundle(KubernetesClient client, String name, Ours ours) {
        this.client = client;
        this.name = name;
        this.ours = ours;
    }

    @Override
    public String name() {
        return "APIService " + name;
    }

    @Override
    public Found put(String bundle, boolean mayWrite) {
        Resource<APIService> resource = client.resources(APIService.class).withName(name);
        APIService object = resource.get();
        Optional<String> why = leftAlone(object);
        if (object == null || why.isPresent()) {
            why.ifPresent(reason -> sentence.say(name() + " is left alone: " + reason));
            return Found.NONE;
        }
        sentence.over();
        if (bundle.equals(object.getSpec().getCaBundle())) {
            return Found.SAME;
        }
        if (!mayWrite) {
            return Found.OTHER;
        }
        resource.patch(
                PatchContext.of(PatchType.JSON_MERGE),
                client.getKubernetesSerialization()
                        .asJson(Map.of(
                                "metadata",
                                        Map.of(
                                                "resourceVersion",
                                                object.getMetadata().getResourceVersion()),
                                "spec", Map.of("caBundle", bundle))));
        return Found.WRITTEN;
    }

    private Optional<String> leftAlone(@Nullable APIService object) {
        if (object == null) {
            return Optional.of("it is not there");
        }
        APIServiceSpec spec = object.getSpec();
        ServiceReference service = spec == null ? null : spec.getService();
        if (spec == null || service == null) {
            return Optional.of("it names no Service");
        }
        if (Boolean.TRUE.equals(spec.getInsecureSkipTLSVerify())) {
            return Optional.of("its insecureSkipTLSVerify is true, so whoever wrote it wants no certificate checked");
        }
        return Ours.injected(object)
                .or(() -> ours.foreign(service.getNamespace(), service.getName(), "--metrics-server-service-name"));
    }
}
