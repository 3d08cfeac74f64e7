package dev.weir.gateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a path means is what the real API server reads in it, word for word what it says to who may not. */
final class QuestionTest {

    private static final String METRICS = "/apis/external.metrics.k8s.io/v1beta1";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET|/apis/external.metrics.k8s.io/v1beta1/namespaces/t1/m"
                        + "|m.external.metrics.k8s.io is forbidden: User \"u\" cannot list resource \"m\" in API group"
                        + " \"external.metrics.k8s.io\" in the namespace \"t1\"",
                "GET|/apis/external.metrics.k8s.io/v1beta1/namespaces/t1/m/x"
                        + "|m.external.metrics.k8s.io \"x\" is forbidden: User \"u\" cannot get resource \"m\" in API group"
                        + " \"external.metrics.k8s.io\" in the namespace \"t1\"",
                "GET|/apis/external.metrics.k8s.io/v1beta1/namespaces/t1"
                        + "|namespaces.external.metrics.k8s.io \"t1\" is forbidden: User \"u\" cannot get resource"
                        + " \"namespaces\" in API group \"external.metrics.k8s.io\" in the namespace \"t1\"",
                "DELETE|/apis/external.metrics.k8s.io/v1beta1/m"
                        + "|m.external.metrics.k8s.io is forbidden: User \"u\" cannot deletecollection resource \"m\" in"
                        + " API group \"external.metrics.k8s.io\" at the cluster scope",
                "GET|/apis/external.metrics.k8s.io/v1beta1/namespaces/t1/m/x/y"
                        + "|m.external.metrics.k8s.io \"x\" is forbidden: User \"u\" cannot get resource \"m/y\" in API"
                        + " group \"external.metrics.k8s.io\" in the namespace \"t1\"",
                "GET|/apis/external.metrics.k8s.io/v1beta1"
                        + "|forbidden: User \"u\" cannot get path \"/apis/external.metrics.k8s.io/v1beta1\"",
                "POST|/api/v1/query|forbidden: User \"u\" cannot post path \"/api/v1/query\"",
                "GET|/weir/v1/explain/scaledobjects/t1/orders"
                        + "|*.external.metrics.k8s.io is forbidden: User \"u\" cannot list resource \"*\" in API group"
                        + " \"external.metrics.k8s.io\" in the namespace \"t1\"",
                "GET|/weir/v1/top"
                        + "|*.external.metrics.k8s.io is forbidden: User \"u\" cannot list resource \"*\" in API group"
                        + " \"external.metrics.k8s.io\" at the cluster scope"
            })
    void whoMayNotIsToldInTheWordsOfTheApiServer(String method, String path, String sentence) {
        assertEquals(sentence, question(method, path).forbidden("u"));
    }

    @Test
    void aSlashInANameStaysInTheName() {
        Question.OfResource asked = (Question.OfResource) question("GET", METRICS + "/namespaces/a%2Fb/m%2Fn");
        assertEquals("a/b", asked.namespace());
        assertEquals("m/n", asked.resource());
        assertEquals(Optional.empty(), Question.of(HttpMethod.GET, METRICS + "/namespaces/a%2/m", false));
        assertEquals(Optional.empty(), Question.of(HttpMethod.GET, METRICS + "/namespaces/%ff/m", false));
    }

    @Test
    void aWiderYesHoldsForWhoeverOnlyReadsMetrics() {
        assertEquals(
                List.of(Question.metrics(""), Question.metrics("t1")),
                question("GET", METRICS + "/namespaces/t1/m").wider());
        assertEquals(
                List.of(Question.metrics("")),
                question("GET", "/weir/v1/explain/scaledjobs/t1/x").wider());
        assertEquals(List.of(), Question.metrics("").wider());
        assertEquals(List.of(), question("DELETE", METRICS + "/namespaces/t1/m").wider());
        assertEquals(List.of(), question("GET", METRICS + "/namespaces/t1/m/x").wider());
        assertEquals(
                List.of(),
                question("GET", "/apis/custom.metrics.k8s.io/v1beta1/namespaces/t1/m")
                        .wider());
        assertEquals(List.of(), question("GET", "/apis").wider());
    }

    @Test
    void aWatchIsAnotherVerb() {
        Question watch =
                Question.of(HttpMethod.GET, METRICS + "/namespaces/t1/m", true).orElseThrow();
        assertTrue(watch.forbidden("u").contains("cannot watch resource"), watch.forbidden("u"));
        assertEquals(List.of(), watch.wider());
    }

    private static Question question(String method, String path) {
        return Question.of(HttpMethod.valueOf(method), path, false).orElseThrow();
    }
}
