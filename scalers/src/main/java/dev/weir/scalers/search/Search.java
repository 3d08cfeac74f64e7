package dev.weir.scalers.search;

import static dev.weir.scalers.spi.Params.From.AUTH;
import static dev.weir.scalers.spi.Params.From.METADATA;

import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.document.JsonValue;
import dev.weir.scalers.document.UnusableDocumentException;
import dev.weir.scalers.spi.Params;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is searched for.
 *
 * @param name of the template, or {@code query}
 * @param path of the request, the indexes in it as they are written
 * @param body of the request
 * @param fault why it cannot be asked, or empty; found out when it is, as with KEDA
 */
record Search(String name, String path, String body, String fault) {

    private static final String QUERY = "query";

    /** Reads index, searchTemplateName, query and parameters. */
    static @Nullable Search from(Params params, Product product) {
        List<String> index = params.semicolons("index").from(AUTH, METADATA).required();
        String template = params.text("searchTemplateName").from(AUTH, METADATA).orNull();
        String query = params.text("query").from(AUTH, METADATA).orNull();
        List<String> parameters = params.semicolons("parameters").orElse(List.of());
        params.require(
                (template == null) != (query == null),
                "query",
                template == null
                        ? "is missing; give query or searchTemplateName"
                        : "cannot be used together with searchTemplateName; give one of the two");
        if (query != null && !parameters.isEmpty()) {
            params.warn("parameters", "has no effect together with query");
        }
        if (index == null || (template == null) == (query == null)) {
            return null;
        }
        Search search = query != null
                ? query(index, query, product)
                : template(index, String.valueOf(template), parameters, product);
        if (search.fault.isEmpty()) {
            return search;
        }
        String faulty = query != null ? "query" : "parameters";
        params.warn(faulty, search.fault);
        return new Search(search.name, search.path, search.body, "parameter \"" + faulty + "\" " + search.fault);
    }

    private static Search query(List<String> index, String query, Product product) {
        return new Search(
                QUERY,
                "/" + String.join(",", index) + "/_search",
                query,
                product == Product.OPENSEARCH && !isJson(query) ? "is no JSON" : "");
    }

    private static Search template(List<String> index, String template, List<String> parameters, Product product) {
        JsonObject values = new JsonObject();
        String fault = "";
        for (String parameter : parameters.stream().filter(p -> !p.isEmpty()).toList()) {
            int colon = parameter.indexOf(':');
            if (colon < 0) {
                fault = "has an element without a colon; accepted are pairs such as a:1;b:2";
                continue;
            }
            String value = parameter.substring(colon + 1);
            // What stands behind a second colon is lost with Elasticsearch.
            int second = product == Product.ELASTICSEARCH ? value.indexOf(':') : -1;
            values.put(parameter.substring(0, colon).trim(), (second < 0 ? value : value.substring(0, second)).trim());
        }
        JsonObject body = new JsonObject().put("id", template);
        if (!values.isEmpty()) {
            body.put("params", values);
        }
        return new Search(template, "/" + String.join(",", index) + "/_search/template", body.encode(), fault);
    }

    private static boolean isJson(String text) {
        try {
            JsonValue.parse(text);
            return true;
        } catch (UnusableDocumentException e) {
            return false;
        }
    }

    void into(SourceKeys.Question question) {
        question.with("path", path).with("body", body);
    }
}
