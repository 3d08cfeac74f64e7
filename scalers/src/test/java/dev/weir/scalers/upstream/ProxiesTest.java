package dev.weir.scalers.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.weir.scalers.auth.Url;
import io.vertx.core.net.ProxyOptions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProxiesTest {

    @ParameterizedTest
    @CsvSource({
        "http://example.org/,true",
        "http://intern.example.com/,false",
        "http://example.com/,false",
        "http://notexample.com/,true",
        "http://only.sub.net/,false",
        "http://sub.net/,true",
        "http://ported.net:8080/,false",
        "http://ported.net:80/,true",
        "http://10.1.2.3/,false",
        "http://11.1.2.3/,true",
        "http://[fd00::1]/,false",
        "http://localhost:1/,false",
        "http://127.9.9.9/,false"
    })
    void goesDirectWhereToldTo(String url, boolean proxied) {
        Proxies proxies = new Proxies(Map.of(
                "http_proxy", "proxy:3128",
                "NO_PROXY", "example.com, .sub.net,ported.net:8080,10.0.0.0/8,fd00::/16"));
        assertEquals(proxied, proxies.to(Url.parse(url)) != null);
    }

    @Test
    void readsHostPortAndUser() {
        Proxies proxies = new Proxies(Map.of("HTTPS_PROXY", "http://u:p%40@proxy:3128"));
        ProxyOptions options = proxies.to(Url.parse("https://example.org/"));
        assertNotNull(options);
        assertEquals("proxy", options.getHost());
        assertEquals(3128, options.getPort());
        assertEquals("p@", options.getPassword());
        assertEquals(null, proxies.to(Url.parse("http://example.org/")));
    }

    @Test
    void aStarMeansNeverAProxy() {
        Proxies proxies = new Proxies(Map.of("HTTP_PROXY", "http://proxy", "no_proxy", "*"));
        assertEquals(null, proxies.to(Url.parse("http://example.org/")));
    }
}
