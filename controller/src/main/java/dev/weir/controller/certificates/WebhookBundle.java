package dev.weir.controller.certificates;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ServiceReference;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code clientConfig.caBundle} of all webhooks of a configuration that call one of our services. */
final class WebhookBundle extends Bundle<ValidatingWebhookConfiguration> {

    private final Ours ours;

    WebhookBundle(KubernetesClient client, String name, Ours ours) {
        super(client, ValidatingWebhookConfiguration.class, name);
        this.ours = ours;
    }

    /** A merge patch replaces the list, so it must be the one that was read. */
    @Override
    Map<String, Object> patch(ValidatingWebhookConfiguration object, String bundle) {
        List<ValidatingWebhook> without = object.getWebhooks().stream()
                .filter(this::callsUs)
                .filter(webhook -> !bundle.equals(webhook.getClientConfig().getCaBundle()))
                .toList();
        without.forEach(webhook -> webhook.getClientConfig().setCaBundle(bundle));
        return without.isEmpty() ? Map.of() : Map.of("webhooks", object.getWebhooks());
    }

    @Override
    Optional<String> leftAlone(ValidatingWebhookConfiguration object) {
        Optional<String> injected = Ours.injected(object);
        if (injected.isPresent() || object.getWebhooks().stream().anyMatch(this::callsUs)) {
            return injected;
        }
        return Optional.of(object.getWebhooks().stream()
                .flatMap(webhook -> service(webhook).stream())
                .flatMap(service ->
                        ours.foreign(service.getNamespace(), service.getName(), "--webhooks-service-name").stream())
                .findFirst()
                .orElse("it names no Service"));
    }

    private boolean callsUs(ValidatingWebhook webhook) {
        return service(webhook)
                .filter(service -> ours.is(service.getNamespace(), service.getName()))
                .isPresent();
    }

    private static Optional<ServiceReference> service(ValidatingWebhook webhook) {
        return Optional.ofNullable(webhook.getClientConfig()).map(config -> config.getService());
    }
}
