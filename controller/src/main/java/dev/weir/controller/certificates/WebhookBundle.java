package dev.weir.controller.certificates;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ServiceReference;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code clientConfig.caBundle} of all webhooks of a configuration that call one of our services. */
final class WebhookBundle implements Bundle {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookBundle.class);

    private final KubernetesClient client;
    private final String name;
    private final Ours ours;
    private final OneSentence sentence = new OneSentence(LOG);

    WebhookBundle(KubernetesClient client, String name, Ours ours) {
        this.client = client;
        this.name = name;
        this.ours = ours;
    }

    @Override
    public String name() {
        return "ValidatingWebhookConfiguration " + name;
    }

    @Override
    public Found put(String bundle, boolean mayWrite) {
        Resource<ValidatingWebhookConfiguration> resource =
                client.resources(ValidatingWebhookConfiguration.class).withName(name);
        ValidatingWebhookConfiguration object = resource.get();
        Optional<String> why = leftAlone(object);
        if (object == null || why.isPresent()) {
            why.ifPresent(reason -> sentence.say(name() + " is left alone: " + reason));
            return Found.NONE;
        }
        sentence.over();
        List<ValidatingWebhook> without = object.getWebhooks().stream()
                .filter(this::callsUs)
                .filter(webhook -> !bundle.equals(webhook.getClientConfig().getCaBundle()))
                .toList();
        if (without.isEmpty()) {
            return Found.SAME;
        }
        if (!mayWrite) {
            return Found.OTHER;
        }
        without.forEach(webhook -> webhook.getClientConfig().setCaBundle(bundle));
        // A merge patch replaces the list, so it must be the one that was read.
        resource.patch(
                PatchContext.of(PatchType.JSON_MERGE),
                client.getKubernetesSerialization()
                        .asJson(Map.of(
                                "metadata",
                                        Map.of(
                                                "resourceVersion",
                                                object.getMetadata().getResourceVersion()),
                                "webhooks", object.getWebhooks())));
        return Found.WRITTEN;
    }

    private Optional<String> leftAlone(@Nullable ValidatingWebhookConfiguration object) {
        if (object == null) {
            return Optional.of("it is not there");
        }
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
