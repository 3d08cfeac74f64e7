package dev.weir.controller.certificates;

import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.APIServiceSpec;
import io.fabric8.kubernetes.api.model.ServiceReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Optional;

/** {@code spec.caBundle} of the APIService by which the API server asks us. */
final class ApiServiceBundle extends Bundle<APIService> {

    private final Ours ours;

    ApiServiceBundle(KubernetesClient client, String name, Ours ours) {
        super(client, APIService.class, name);
        this.ours = ours;
    }

    @Override
    Map<String, Object> patch(APIService object, String bundle) {
        return bundle.equals(object.getSpec().getCaBundle()) ? Map.of() : Map.of("spec", Map.of("caBundle", bundle));
    }

    @Override
    Optional<String> leftAlone(APIService object) {
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
