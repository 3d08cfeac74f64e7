package dev.weir.scalers.auth;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request, ready to be sent.
 *
 * @param method {@code GET}, {@code POST} …
 * @param url absolute and complete; sent as it is, see {@link Url}
 * @param headers sent wherever a redirect leads on the same host
 * @param credentials headers that prove who asks; they replace headers of the same name and are dropped with the others
 *     when a redirect leads to another host
 * @param body or null
 * @param timeout bound of the whole exchange, body and redirects included; null for the environment's
 */
public record HttpCall(
        String method,
        String url,
        Map<String, String> headers,
        Map<String, String> credentials,
        @Nullable Buffer body,
        @Nullable Duration timeout) {

    public HttpCall {
        headers = Map.copyOf(headers);
        credentials = Map.copyOf(credentials);
    }

    public static HttpCall get(String url) {
        return new HttpCall("GET", url, Map.of(), Map.of(), null, null);
    }

    /** A POST of a form. */
    public static HttpCall form(String url, Map<String, String> fields) {
        return new HttpCall(
                "POST",
                url,
                Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json"),
                Map.of(),
                Buffer.buffer(Url.form(fields)),
                null);
    }

    /** A POST of a JSON document. */
    public static HttpCall json(String url, String document) {
        return new HttpCall(
                "POST",
                url,
                Map.of("Content-Type", "application/json", "Accept", "application/json"),
                Map.of(),
                Buffer.buffer(document),
                null);
    }

    public HttpCall to(String otherUrl) {
        return new HttpCall(method, otherUrl, headers, credentials, body, timeout);
    }

    public HttpCall within(@Nullable Duration bound) {
        return new HttpCall(method, url, headers, credentials, body, bound);
    }

    public HttpCall header(String name, String value) {
        return new HttpCall(method, url, and(headers, name, value), credentials, body, timeout);
    }

    public HttpCall headers(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new HttpCall(method, url, all, credentials, body, timeout);
    }

    public HttpCall credential(String name, String value) {
        return new HttpCall(method, url, headers, and(credentials, name, value), body, timeout);
    }

    private static Map<String, String> and(Map<String, String> map, String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(map);
        all.put(name, value);
        return all;
    }

    /** Method and URL without user info and query. */
    @Override
    public String toString() {
        try {
            return method + " " + Url.parse(url);
        } catch (IllegalArgumentException e) {
            return method;
        }
    }
}
