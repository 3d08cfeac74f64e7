package dev.weir.gateway.external;

import static dev.weir.gateway.testing.TestGateway.await;
import static dev.weir.gateway.testing.TestGateway.uri;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import dev.weir.gateway.testing.TestGateway;
import dev.weir.gateway.testing.TestGateway.Reply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients ask before they ask for a metric, in the forms that they ask it. */
final class DiscoveryTest {

    private static final String VERSION = "/apis/external.metrics.k8s.io/v1beta1";
    private static final String LIST = ";as=APIGroupDiscoveryList";
    private static final String PROTOBUF = "application/vnd.kubernetes.protobuf";

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new TestGateway();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2", "v2beta1"})
    void tellsEverythingInOneDocument(String version) {
        String type = "application/json;g=apidiscovery.k8s.io;v=" + version + LIST;
        Reply reply = gateway.get("/apis", "accept", type + ",application/json");
        assertEquals(type, reply.contentType());
        JsonObject list = new JsonObject(reply.text());
        assertEquals("apidiscovery.k8s.io/" + version, list.getString("apiVersion"));
        JsonObject only = list.getJsonArray("items").getJsonObject(0);
        assertEquals("external.metrics.k8s.io", only.getJsonObject("metadata").getString("name"));
        JsonObject resource = only.getJsonArray("versions")
                .getJsonObject(0)
                .getJsonArray("resources")
                .getJsonObject(0);
        assertEquals("externalmetrics", resource.getString("resource"));
        assertEquals("Namespaced", resource.getString("scope"));
        assertEquals("[\"get\"]", resource.getJsonArray("verbs").encode());
        assertEquals(
                "ExternalMetricValueList",
                resource.getJsonObject("responseKind").getString("kind"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/apis | application/vnd.kubernetes.protobuf,application/json | application/vnd.kubernetes.protobuf",
                "/apis | application/json;q=0.1,application/vnd.kubernetes.protobuf;q=0.2 |"
                        + " application/vnd.kubernetes.protobuf",
                "/apis | application/json;g=x;v=v2;as=APIGroupDiscoveryList,application/yaml | application/yaml",
                "/apis/external.metrics.k8s.io | application/yaml | application/yaml",
                "/apis/external.metrics.k8s.io/v1beta1 | text/html,*/*;q=0.1 | application/json",
                "/ | application/vnd.kubernetes.protobuf,application/json | application/json"
            })
    void answersInTheFirstFormatThatItHas(String path, String accept, String type) {
        Reply reply = gateway.get(path, "accept", accept);
        assertEquals(200, reply.code());
        assertEquals(type, reply.contentType());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/apis | text/html",
                "/apis | application/json;q=0",
                "/apis/external.metrics.k8s.io | application/json;as=Table;v=v1;g=meta.k8s.io",
                "/apis | application/json;g=apidiscovery.k8s.io;v=v3;as=APIGroupDiscoveryList",
                "/openapi/v2 | application/com.github.proto-openapi.spec.v2@v1.0+protobuf",
                "/openapi/v3 | application/vnd.kubernetes.protobuf"
            })
    void refusesFormatsThatItDoesNotHave(String path, String accept) {
        Reply reply = gateway.get(path, "accept", accept);
        assertEquals(406, reply.code());
        assertEquals("NotAcceptable", new JsonObject(reply.text()).getString("reason"));
    }

    @Test
    void writesTheSameAsProtobuf() throws InvalidProtocolBufferException {
        UnknownFieldSet list = message("APIResourceList", "v1", gateway.get(VERSION, "accept", PROTOBUF));
        assertEquals("external.metrics.k8s.io/v1beta1", text(list, 1));
        UnknownFieldSet resource = inner(list, 2);
        assertEquals("externalmetrics", text(resource, 1));
        assertEquals(1, resource.getField(2).getVarintList().get(0));
        assertEquals("ExternalMetricValueList", text(resource, 3));
        assertEquals("get", text(inner(resource, 4), 1));
        UnknownFieldSet groups = message("APIGroupList", "v1", gateway.get("/apis", "accept", PROTOBUF));
        assertEquals("external.metrics.k8s.io", text(inner(groups, 1), 1));
        assertEquals("v1beta1", text(inner(inner(groups, 1), 3), 2));
        String type = PROTOBUF + ";g=apidiscovery.k8s.io;v=v2" + LIST;
        Reply reply = gateway.get("/apis", "accept", type);
        assertEquals(type, reply.contentType());
        UnknownFieldSet group = inner(message("APIGroupDiscoveryList", "apidiscovery.k8s.io/v2", reply), 2);
        assertEquals("external.metrics.k8s.io", text(inner(group, 1), 1));
        UnknownFieldSet version = inner(group, 2);
        assertEquals("v1beta1", text(version, 1));
        assertEquals("Current", text(version, 3));
        assertEquals("get", text(inner(version, 2), 5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/apis", "/openapi/v2", "/openapi/v3", "/openapi/v3" + VERSION})
    void sparesWhoHasItAlready(String path) {
        HttpClientResponse first = response(path, "accept", "application/json");
        String tag = first.getHeader("etag");
        assertEquals("Accept", first.getHeader("vary"));
        assertTrue(tag.startsWith("\"") && tag.length() == 66, tag);
        assertEquals(304, response(path, "if-none-match", "\"old\", W/" + tag).statusCode());
        assertEquals(200, response(path, "if-none-match", "\"old\"").statusCode());
    }

    @Test
    void describesItselfInBothVersionsOfOpenApi() {
        JsonObject v2 = new JsonObject(gateway.get("/openapi/v2").text());
        assertEquals("2.0", v2.getString("swagger"));
        assertTrue(v2.getJsonObject("paths").containsKey(VERSION + "/namespaces/{namespace}/{metric}"));
        String url = new JsonObject(gateway.get("/openapi/v3").text())
                .getJsonObject("paths")
                .getJsonObject(VERSION.substring(1))
                .getString("serverRelativeURL");
        HttpClientResponse kept = response(url + "&timeout=32s", "accept", "application/json");
        assertEquals("public, immutable, max-age=31536000", kept.getHeader("cache-control"));
        JsonObject v3 = new JsonObject(gateway.get(url).text());
        assertEquals("3.0.0", v3.getString("openapi"));
        assertFalse(v3.getJsonObject("components").getJsonObject("schemas").isEmpty());
        HttpClientResponse former =
                response("/openapi/v3" + VERSION + "?hash=OLD&timeout=32s", "accept", "application/json");
        assertEquals(200, former.statusCode());
        assertNull(former.getHeader("cache-control"));
    }

    @Test
    void showsAMetricAsATable() {
        gateway.publish(
                "s0-table",
                "{\"items\":[{\"metricName\":\"s0-table\",\"timestamp\":\"2026-03-01T12:00:00Z\",\"value\":\"250m\"}]}");
        JsonObject table = new JsonObject(
                gateway.get(uri("s0-table"), "accept", "application/json;as=Table;v=v1;g=meta.k8s.io,application/json")
                        .text());
        assertEquals("Table", table.getString("kind"));
        assertEquals("meta.k8s.io/v1", table.getString("apiVersion"));
        assertEquals(
                "[\"s0-table\",\"250m\",\"2026-03-01T12:00:00Z\"]",
                table.getJsonArray("rows")
                        .getJsonObject(0)
                        .getJsonArray("cells")
                        .encode());
        assertEquals(3, table.getJsonArray("columnDefinitions").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "1", ""})
    void refusesToWatch(String value) {
        Reply reply = gateway.get(uri("s0-table") + "&watch=" + value);
        assertEquals(405, reply.code());
        assertTrue(reply.text().contains("watch is not supported on metrics"), reply.text());
    }

    private static HttpClientResponse response(String path, String header, String value) {
        HttpClient client = gateway.client(HttpVersion.HTTP_2);
        try {
            return await(client.request(new RequestOptions()
                            .setMethod(HttpMethod.GET)
                            .setURI(path)
                            .putHeader(header, value))
                    .compose(request ->
                            request.send().compose(response -> response.body().map(response))));
        } finally {
            await(client.close());
        }
    }

    /** What stands in the envelope, whose type must be this. */
    private static UnknownFieldSet message(String kind, String apiVersion, Reply reply)
            throws InvalidProtocolBufferException {
        Buffer body = reply.body();
        assertEquals("k8s\0", body.getString(0, 4));
        UnknownFieldSet unknown = UnknownFieldSet.parseFrom(body.getBytes(4, body.length()));
        assertEquals(apiVersion, text(inner(unknown, 1), 1));
        assertEquals(kind, text(inner(unknown, 1), 2));
        return inner(unknown, 2);
    }

    private static UnknownFieldSet inner(UnknownFieldSet message, int field) throws InvalidProtocolBufferException {
        return UnknownFieldSet.parseFrom(bytes(message, field));
    }

    private static String text(UnknownFieldSet message, int field) {
        return bytes(message, field).toStringUtf8();
    }

    private static ByteString bytes(UnknownFieldSet message, int field) {
        return message.getField(field).getLengthDelimitedList().get(0);
    }
}
