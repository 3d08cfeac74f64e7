package dev.weir.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PrometheusSettingsTest {

    @Test
    void upstreamsByName() {
        PrometheusSettings read = Settings.from(Map.of(
                        "prometheus-port",
                        "9090",
                        "prometheus-upstream",
                        "http://one:9090/",
                        "prometheus-upstreams",
                        "two=https://two/prometheus, three=http://three"))
                .prometheus()
                .orElseThrow();
        assertEquals(
                List.of("default", "two", "three"),
                read.upstreams().stream().map(PrometheusSettings.Upstream::name).toList());
        assertEquals(URI.create("http://one:9090"), read.upstreams().get(0).url());
        assertEquals(List.of("X-Scope-OrgID"), read.tenantHeaders());
    }

    @Test
    void offUnlessAPortIsGiven() {
        assertEquals(Optional.empty(), Settings.defaults().prometheus());
    }

    @Test
    void everythingThatIsWrongAtOnce() {
        InvalidSettingsException wrong = assertThrows(
                InvalidSettingsException.class,
                () -> Settings.from(Map.of(
                        "prometheus-port",
                        "9090",
                        "prometheus-upstream",
                        "http://me:secret@one",
                        "prometheus-upstreams",
                        "api=http://two,x,three=ftp://three",
                        "prometheus-token-files",
                        "four=/nowhere",
                        "prometheus-freshness",
                        "10m")));
        assertEquals(
                List.of(
                        "prometheus-upstream: given a URL with a user, accepted is http:// or https:// with a host, a port and"
                                + " a path, such as http://prometheus:9090",
                        "prometheus-upstreams: given \"x\", accepted is NAME=VALUE, with commas between",
                        "prometheus-upstreams: given the name \"api\", accepted are letters, digits, -, _ and . but not"
                                + " \"api\" and \"default\"",
                        "prometheus-upstreams: given \"ftp://three\", accepted is http:// or https:// with a host, a port and"
                                + " a path, such as http://prometheus:9090",
                        "prometheus-token-files: names \"four\", which is no upstream",
                        "prometheus-min-freshness, prometheus-freshness and prometheus-max-freshness must not fall: given 1.0s,"
                                + " 600.0s and 300.0s"),
                wrong.problems());
    }
}
