package dev.weir.gateway.access;

import dev.weir.gateway.http.PercentCoding;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a request wants to do, in the words in which rights are given. */
sealed interface Question {

    /** The group whose resources are the metrics. */
    String GROUP = "external.metrics.k8s.io";

    String VERSION = "v1beta1";
    String ALL = "*";

    /**
     * Something done to a resource.
     *
     * @param namespace empty for all of them
     * @param name of one object, or empty
     * @param subresource or empty
     */
    record OfResource(
            String verb,
            String group,
            String version,
            String namespace,
            String resource,
            String subresource,
            String name)
            implements Question {

        @Override
        public JsonObject attributes() {
            JsonObject attributes = new JsonObject()
                    .put("verb", verb)
                    .put("group", group)
                    .put("version", version)
                    .put("resource", resource);
            put(attributes, "namespace", namespace);
            put(attributes, "subresource", subresource);
            put(attributes, "name", name);
            return new JsonObject().put("resourceAttributes", attributes);
        }

        @Override
        public String forbidden(String user) {
            String whole = subresource.isEmpty() ? resource : resource + "/" + subresource;
            String where = namespace.isEmpty() ? "at the cluster scope" : "in the namespace " + quoted(namespace);
            return resource + "." + group + (name.isEmpty() ? "" : " " + quoted(name)) + " is forbidden: User "
                    + quoted(user) + " cannot " + verb + " resource " + quoted(whole) + " in API group "
                    + quoted(group) + " " + where;
        }

        @Override
        public List<Question> wider() {
            if (!group.equals(GROUP) || !verb.equals("list") || !name.isEmpty() || !subresource.isEmpty()) {
                return List.of();
            }
            List<Question> wider = new ArrayList<>();
            wider.add(metrics(""));
            if (!namespace.isEmpty() && !resource.equals(ALL)) {
                wider.add(metrics(namespace));
            }
            wider.remove(this);
            return wider;
        }

        private static void put(JsonObject attributes, String name, String value) {
            if (!value.isEmpty()) {
                attributes.put(name, value);
            }
        }
    }

    /** Something done to a path that is no resource. */
    record OfPath(String verb, String path) implements Question {

        @Override
        public JsonObject attributes() {
            return new JsonObject()
                    .put(
                            "nonResourceAttributes",
                            new JsonObject().put("verb", verb).put("path", path));
        }

        @Override
        public String forbidden(String user) {
            return "forbidden: User " + quoted(user) + " cannot " + verb + " path " + quoted(path);
        }

        @Override
        public List<Question> wider() {
            return List.of();
        }
    }

    /** As a SubjectAccessReview has it. */
    JsonObject attributes();

    /** What the API server says to whoever may not. */
    String forbidden(String user);

    /** Questions of which a yes is a yes to this one, the widest first. */
    List<Question> wider();

    /** Whether one may read all metrics of a namespace, or of all if it is empty. */
    static OfResource metrics(String namespace) {
        return new OfResource("list", GROUP, VERSION, namespace, ALL, "", "");
    }

    /**
     * What a request wants, read as API servers read it; empty if its path is not well percent-encoded. What Weir explains of
     * a namespace is for those who may read all metrics there, and what else it tells of itself, below {@code /weir/}, for
     * those who may read all metrics.
     *
     * @param path as it was sent, without the query
     * @param watch whether the query asks for a watch
     */
    static Optional<Question> of(HttpMethod method, String path, boolean watch) {
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/")) {
            Optional<String> decoded = PercentCoding.decode(part, false);
            if (decoded.isEmpty()) {
                return Optional.empty();
            }
            if (!part.isEmpty()) {
                parts.add(decoded.get());
            }
        }
        if (parts.size() >= Parts.LEAST && parts.get(0).equals("apis")) {
            return Optional.of(Parts.resource(verb(method), parts, watch));
        }
        if (!parts.isEmpty() && parts.get(0).equals("weir")) {
            return Optional.of(metrics(explained(parts)));
        }
        return Optional.of(new OfPath(method.name().toLowerCase(Locale.ROOT), path));
    }

    /** The namespace of {@code /weir/v1/explain/KIND/NAMESPACE/NAME}; else all. */
    private static String explained(List<String> parts) {
        return parts.size() == 6 && parts.get(2).equals("explain") ? parts.get(4) : "";
    }

    private static String verb(HttpMethod method) {
        return switch (method.name()) {
            case "GET", "HEAD" -> "get";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> "delete";
            default -> "";
        };
    }

    /** In Go's quotes; control characters as it writes them. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char letter : text.toCharArray()) {
            switch (letter) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '&' -> quoted.append("&amp;");
                case '<' -> quoted.append("&lt;");
                case '>' -> quoted.append("&gt;");
                default -> {
                    if (letter < ' ' || letter == 0x7f) {
                        quoted.append(String.format("\\x%02x", (int) letter));
                    } else {
                        quoted.append(letter);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    /** {@code /apis/GROUP/VERSION/…} in its parts. */
    final class Parts {

        private static final int LEAST = 4;
        private static final Set<String> OF_NAMESPACES = Set.of("status", "finalize");

        private Parts() {}

        private static OfResource resource(String verb, List<String> all, boolean watch) {
            String group = all.get(1);
            String version = all.get(2);
            List<String> parts = all.subList(3, all.size());
            String namespace = "";
            if (parts.get(0).equals("namespaces") && parts.size() > 1) {
                namespace = parts.get(1);
                if (parts.size() > 2 && !OF_NAMESPACES.contains(parts.get(2))) {
                    parts = parts.subList(2, parts.size());
                }
            }
            String name = parts.size() > 1 ? parts.get(1) : "";
            String asked = verb;
            if (name.isEmpty()) {
                // Whoever reads without naming one object lists, and whoever deletes so deletes all.
                asked = verb.equals("get")
                        ? watch ? "watch" : "list"
                        : verb.equals("delete") ? "deletecollection" : verb;
            }
            return new OfResource(
                    asked, group, version, namespace, parts.get(0), parts.size() > 2 ? parts.get(2) : "", name);
        }
    }
}
