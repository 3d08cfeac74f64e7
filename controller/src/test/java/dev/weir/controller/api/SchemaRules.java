package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Adds to a generated schema what the generator does not know: our own annotations, and the rules of the Kubernetes types
 * that are embedded in ours. Walks the classes and the schema side by side.
 */
final class SchemaRules {

    /** The form of a Kubernetes quantity: a signed decimal number with a binary or decimal suffix or an exponent. */
    private static final String QUANTITY =
            "^[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(([KMGTPE]i)|[numkMGTPE]|([eE][+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)))?$";

    private final Embedded embedded;

    SchemaRules() {
        try (InputStream in = SchemaRules.class.getResourceAsStream("/crds/kubernetes.yaml")) {
            embedded = Serialization.unmarshal(in, Embedded.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Contents of {@code kubernetes.yaml}. */
    record Embedded(Map<String, List<String>> required, Map<String, List<String>> listKeys) {}

    /** Applies the rules of a class and of all that it holds to the schema made from it. */
    void apply(Class<?> type, @Nullable JSONSchemaProps schema) {
        if (schema == null || schema.getProperties() == null) {
            return;
        }
        List<String> required = embedded.required().get(type.getSimpleName());
        if (required != null) {
            schema.setRequired(new ArrayList<>(required));
        }
        for (Field field : type.getDeclaredFields()) {
            JSONSchemaProps property = schema.getProperties().get(jsonName(field));
            if (property != null) {
                applyToProperty(field, property);
                descend(field.getGenericType(), property);
            }
        }
    }

    private void applyToProperty(Field field, JSONSchemaProps property) {
        OneOf oneOf = field.getAnnotation(OneOf.class);
        if (oneOf != null) {
            property.setEnum(Arrays.stream(oneOf.value()).map(SchemaRules::text).toList());
        }
        Format format = field.getAnnotation(Format.class);
        if (format != null) {
            property.setFormat(format.value());
        }
        String place = field.getDeclaringClass().getSimpleName() + "." + jsonName(field);
        List<String> keys = embedded.listKeys().get(place);
        if (keys != null) {
            property.setXKubernetesListType("map");
            property.setXKubernetesListMapKeys(keys);
        }
        switch (place) {
            case "HPAScalingRules.stabilizationWindowSeconds" -> {
                property.setMinimum(0.0);
                property.setMaximum(3600.0);
            }
            case "ContainerPort.protocol" -> property.setDefault(text("TCP"));
            case "EventSubscription.includedEventTypes", "EventSubscription.excludedEventTypes" ->
                property.getItems()
                        .getSchema()
                        .setEnum(CloudEventType.all().stream()
                                .map(SchemaRules::text)
                                .toList());
            case "ScaledJobSpec.triggers" ->
                property.getItems().getSchema().getProperties().remove("metricType");
            default -> {
                // No rule of its own.
            }
        }
    }

    private void descend(Type type, JSONSchemaProps schema) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (schema.getItems() != null) {
                descend(arguments[0], schema.getItems().getSchema());
            } else if (schema.getAdditionalProperties() != null) {
                descend(arguments[1], schema.getAdditionalProperties().getSchema());
            }
        } else if (type == Quantity.class) {
            schema.setPattern(QUANTITY);
        } else if (type == ObjectMeta.class) {
            anyMetadata(schema);
        } else if (type instanceof Class<?> plain) {
            apply(plain, schema);
        }
    }

    /** Metadata of an embedded template: whatever it holds stays; what Weir reads of it has the right type. */
    private static void anyMetadata(JSONSchemaProps schema) {
        schema.getProperties().keySet().retainAll(List.of("labels", "annotations"));
        schema.setXKubernetesPreserveUnknownFields(true);
    }

    private static String jsonName(Field field) {
        JsonProperty property = field.getAnnotation(JsonProperty.class);
        return property == null || property.value().isEmpty() ? field.getName() : property.value();
    }

    private static JsonNode text(String value) {
        return JsonNodeFactory.instance.stringNode(value);
    }
}
