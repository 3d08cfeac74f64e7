package dev.weir.gateway.external;

import dev.weir.controller.wire.KubernetesEnvelope;
import dev.weir.controller.wire.ProtobufWriter;
import dev.weir.gateway.passthrough.Resource;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What discovery says in each of its shapes: one group, one version, and the resources in it. Pure. */
final class Documents {

    /** That of all our metrics: real names are never listed, as KEDA has it. */
    static final Resource OURS = new Resource("externalmetrics", "", true, "ExternalMetricValueList", List.of("get"));

    private static final String GROUP_VERSION = Discovery.GROUP + "/" + Discovery.VERSION;
    private static final String AGGREGATED = "apidiscovery.k8s.io/";

    private Documents() {}

    static Document groups() {
        return Document.of(
                new JsonObject()
                        .put("kind", "APIGroupList")
                        .put("apiVersion", "v1")
                        .put("groups", new JsonArray().add(group(new JsonObject()))),
                KubernetesEnvelope.wrap("v1", "APIGroupList", new ProtobufWriter().message(1, groupBytes())));
    }

    static Document group() {
        return Document.of(
                group(new JsonObject().put("kind", "APIGroup").put("apiVersion", "v1")),
                KubernetesEnvelope.wrap("v1", "APIGroup", groupBytes()));
    }

    private static JsonObject group(JsonObject into) {
        JsonObject version = new JsonObject().put("groupVersion", GROUP_VERSION).put("version", Discovery.VERSION);
        return into.put("name", Discovery.GROUP)
                .put("versions", new JsonArray().add(version))
                .put("preferredVersion", version);
    }

    /** {1: name, 2: versions, 3: preferred version}, a version being {1: with group, 2: alone}. */
    private static ProtobufWriter groupBytes() {
        ProtobufWriter version = new ProtobufWriter().string(1, GROUP_VERSION).string(2, Discovery.VERSION);
        return new ProtobufWriter()
                .string(1, Discovery.GROUP)
                .message(2, version)
                .message(3, version);
    }

    static Document resources(List<Resource> resources) {
        JsonArray listed = new JsonArray();
        ProtobufWriter bytes = new ProtobufWriter().string(1, GROUP_VERSION);
        for (Resource resource : resources) {
            listed.add(new JsonObject()
                    .put("name", resource.name())
                    .put("singularName", resource.singular())
                    .put("namespaced", resource.namespaced())
                    .put("kind", resource.kind())
                    .put("verbs", new JsonArray(resource.verbs())));
            bytes.message(2, resourceBytes(resource));
        }
        return Document.of(
                new JsonObject()
                        .put("kind", "APIResourceList")
                        .put("apiVersion", "v1")
                        .put("groupVersion", GROUP_VERSION)
                        .put("resources", listed),
                KubernetesEnvelope.wrap("v1", "APIResourceList", bytes));
    }

    /** {1: name, 2: namespaced, 3: kind, 4: verbs {1: verb}, 6: singular, 8: group, 9: version, 10: hash}. */
    private static ProtobufWriter resourceBytes(Resource resource) {
        ProtobufWriter verbs = new ProtobufWriter();
        resource.verbs().forEach(verb -> verbs.string(1, verb));
        return new ProtobufWriter()
                .string(1, resource.name())
                .number(2, resource.namespaced() ? 1 : 0)
                .string(3, resource.kind())
                .message(4, verbs)
                .string(6, resource.singular())
                .string(8, "")
                .string(9, "")
                .string(10, "");
    }

    /** Everything in one document.
     *
     * @param version of the API of such documents
     */
    static Document aggregated(String version, List<Resource> resources) {
        JsonArray listed = new JsonArray();
        ProtobufWriter bytes = new ProtobufWriter().string(1, Discovery.VERSION);
        for (Resource resource : resources) {
            listed.add(new JsonObject()
                    .put("resource", resource.name())
                    .put(
                            "responseKind",
                            new JsonObject()
                                    .put("group", Discovery.GROUP)
                                    .put("version", Discovery.VERSION)
                                    .put("kind", resource.kind()))
                    .put("scope", scope(resource))
                    .put("singularResource", resource.singular())
                    .put("verbs", new JsonArray(resource.verbs())));
            bytes.message(2, aggregatedBytes(resource));
        }
        JsonObject only = new JsonObject()
                .put("version", Discovery.VERSION)
                .put("resources", listed)
                .put("freshness", "Current");
        JsonObject item = new JsonObject()
                .put("metadata", new JsonObject().put("name", Discovery.GROUP).putNull("creationTimestamp"))
                .put("versions", new JsonArray().add(only));
        ProtobufWriter group = new ProtobufWriter()
                .message(1, new ProtobufWriter().string(1, Discovery.GROUP))
                .message(2, bytes.string(3, "Current"));
        return Document.of(
                new JsonObject()
                        .put("kind", "APIGroupDiscoveryList")
                        .put("apiVersion", AGGREGATED + version)
                        .put("metadata", new JsonObject())
                        .put("items", new JsonArray().add(item)),
                KubernetesEnvelope.wrap(
                        AGGREGATED + version,
                        "APIGroupDiscoveryList",
                        new ProtobufWriter()
                                .message(1, KubernetesEnvelope.listMeta())
                                .message(2, group)));
    }

    /** {1: name, 2: kind {1: group, 2: version, 3: kind}, 3: scope, 4: singular, 5: verbs}. */
    private static ProtobufWriter aggregatedBytes(Resource resource) {
        ProtobufWriter bytes = new ProtobufWriter()
                .string(1, resource.name())
                .message(
                        2,
                        new ProtobufWriter()
                                .string(1, Discovery.GROUP)
                                .string(2, Discovery.VERSION)
                                .string(3, resource.kind()))
                .string(3, scope(resource))
                .string(4, resource.singular());
        resource.verbs().forEach(verb -> bytes.string(5, verb));
        return bytes;
    }

    private static String scope(Resource resource) {
        return resource.namespaced() ? "Namespaced" : "Cluster";
    }

    static Document paths() {
        JsonArray paths = new JsonArray();
        List.of(
                        "/apis",
                        "/apis/" + Discovery.GROUP,
                        Discovery.VERSION_PATH,
                        "/healthz",
                        "/livez",
                        "/openapi/v2",
                        "/openapi/v3",
                        "/openapi/v3" + Discovery.VERSION_PATH,
                        "/readyz",
                        "/version")
                .forEach(paths::add);
        return Document.ofJson(new JsonObject().put("paths", paths));
    }
}
