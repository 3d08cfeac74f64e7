package dev.weir.controller.workload;

import dev.weir.cache.source.SourceKey;
import dev.weir.controller.workload.ResourceText.Format;
import dev.weir.controller.workload.ResourceText.ValueType;
import dev.weir.scalers.spi.Interpreter;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.MetricType;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.Quantity;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.ScalerType;
import dev.weir.scalers.spi.Trigger;
import dev.weir.scalers.spi.TriggerSpec;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code kubernetes-resource}: a number in a ConfigMap or a Secret of the object's namespace. */
final class ResourceScaler implements ScalerType {

    static final String TYPE = "kubernetes-resource";

    private final Supplier<KubernetesClient> client;

    ResourceScaler(Supplier<KubernetesClient> client) {
        this.client = client;
    }

    /** Spelt as in manifests. */
    private enum Kind {
        ConfigMap,
        Secret
    }

    /**
     * One entry.
     *
     * @param there whether the resource is there at all
     * @param text of the entry, or null if there is none
     */
    record Entry(boolean there, @Nullable String text) {

        /** Shows no text: it may be a Secret's. */
        @Override
        public String toString() {
            return "Entry[there=" + there + "]";
        }
    }

    private record Config(
            Kind kind, String name, String key, ResourceText text, double target, double activation, MetricType type) {}

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Trigger<?> create(Params params, ScalerEnvironment environment) {
        TriggerSpec spec = params.spec();
        Config config = config(params);
        String kind = config.kind().name();
        MetricSpec metric = new MetricSpec(
                params.metricName(kind.toLowerCase(Locale.ROOT) + "-" + config.name() + "-" + config.key()),
                config.type(),
                Quantity.of(config.target()));
        // With the key, so that a reading is one entry and never a whole Secret; all keys of a resource share its
        // informer.
        SourceKey key = environment
                .keys()
                .question(TYPE)
                .with("kind", kind)
                .with("namespace", spec.namespace())
                .with("name", config.name())
                .with("key", config.key())
                .key();
        String what = kind + " " + spec.namespace() + "/" + config.name();
        return config.kind() == Kind.Secret
                ? trigger(key, what, secrets(spec, config), ResourceScaler::text, config, metric, params, environment)
                : trigger(key, what, maps(spec, config), ResourceScaler::text, config, metric, params, environment);
    }

    private Supplier<SharedIndexInformer<Secret>> secrets(TriggerSpec spec, Config config) {
        return () -> client.get()
                .secrets()
                .inNamespace(spec.namespace())
                .withField("metadata.name", config.name())
                .runnableInformer(0);
    }

    private Supplier<SharedIndexInformer<ConfigMap>> maps(TriggerSpec spec, Config config) {
        return () -> client.get()
                .configMaps()
                .inNamespace(spec.namespace())
                .withField("metadata.name", config.name())
                .runnableInformer(0);
    }

    /** The entry of a resource as text. */
    private interface Texts<T> {
        @Nullable
        String text(T resource, String key);
    }

    private static <T extends HasMetadata> Trigger<Entry> trigger(
            SourceKey key,
            String what,
            Supplier<SharedIndexInformer<T>> open,
            Texts<T> texts,
            Config config,
            MetricSpec metric,
            Params params,
            ScalerEnvironment environment) {
        var question =
                new InformerSource.Question<T, Entry>(what, Entry.class, open, found -> entry(found, config, texts));
        return Trigger.of(
                new InformerSource<>(key, question, environment), metric, interpreter(what, config), params.warnings());
    }

    private static <T extends HasMetadata> Entry entry(List<T> found, Config config, Texts<T> texts) {
        return found.stream()
                .filter(resource -> config.name().equals(resource.getMetadata().getName()))
                .findFirst()
                .map(resource -> new Entry(true, texts.text(resource, config.key())))
                .orElse(new Entry(false, null));
    }

    private static @Nullable String text(Secret secret, String key) {
        Map<String, String> data = secret.getData();
        String value = data == null ? null : data.get(key);
        return value == null ? null : new String(Base64.getMimeDecoder().decode(value), StandardCharsets.UTF_8);
    }

    private static @Nullable String text(ConfigMap map, String key) {
        return map.getData() == null ? null : map.getData().get(key);
    }

    private static Interpreter<Entry> interpreter(String what, Config config) {
        return entry -> {
            String text = entry.text();
            if (text == null) {
                return new Outcome.Rejected(
                        entry.there() ? what + " has no key \"" + config.key() + "\"" : what + " does not exist");
            }
            try {
                return Outcome.above(config.text().read(text), config.activation());
            } catch (IllegalArgumentException e) {
                return new Outcome.Rejected(what + ", key \"" + config.key() + "\": " + e.getMessage());
            }
        };
    }

    private static Config config(Params params) {
        Kind kind = params.oneOf(Kind.class, "resourceKind").required();
        String name = params.text("resourceName").required();
        String key = params.text("key").required();
        Format format = params.oneOf(Format.class, "format").orElse(Format.number);
        String location = params.text("valueLocation").orElse("");
        ValueType valueType = params.oneOf(ValueType.class, "valueType").orElse(ValueType.float64);
        Double target = params.number("targetValue").required();
        double activation = params.number("activationTargetValue").orElse(0.0);
        MetricType type = params.metricType();
        params.require(
                location.isEmpty() == (format == Format.number),
                "valueLocation",
                format == Format.number
                        ? "has no meaning with format number"
                        : "is missing; give a path in the document");
        params.require(target == null || target > 0 || params.spec().composite(), "targetValue", "must be above 0");
        return params.build(() ->
                new Config(kind, name, key, new ResourceText(format, valueType, location), target, activation, type));
    }
}
