package dev.weir.gateway.external;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Makes requests by HTTP/1.1 that are wrong in all ways that a line of text can be, and some that are right. */
final class RequestFuzzer {

    private static final List<String> METHODS = List.of("GET", "GET", "GET", "GET", "POST", "PUT", "DELETE", "OPTIONS");
    private static final List<String> PATHS = List.of(
            "/apis/external.metrics.k8s.io/v1beta1/namespaces/default/s0-queue",
            "/apis/external.metrics.k8s.io/v1beta1/namespaces/",
            "/apis/external.metrics.k8s.io/v1beta1",
            "/apis/external.metrics.k8s.io",
            "/apis",
            "/openapi/v2",
            "/openapi/v3",
            "/openapi/v3/apis/external.metrics.k8s.io/v1beta1",
            "/version",
            "/healthz",
            "/");
    private static final List<String> OPERATORS =
            List.of("=", "==", "!=", " in ", " notin ", ">", "<", "!", "", "===", "=!", " in(", ")", "(", ",", "~");
    private static final List<String> WORDS = List.of(
            "scaledobject.keda.sh/name",
            "consumer",
            "a",
            "b,c",
            "(a,b)",
            "()",
            "a/b/c",
            "/",
            "-",
            "x".repeat(64),
            "1",
            "-9223372036854775808",
            "\u00e4",
            "\ud83d\ude00",
            " ",
            "\t",
            "\u0000",
            "\n",
            "%",
            "+",
            "..",
            "\"",
            "\u2028");
    private static final List<String> ACCEPTS = List.of(
            "application/json",
            "application/yaml;q=0.3",
            "application/vnd.kubernetes.protobuf",
            "application/json;as=Table;v=v1;g=meta.k8s.io",
            "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList",
            "*/*;q=NaN",
            "*/*",
            "text/html",
            ";;;=,",
            "application/*;q=1e9",
            "/");

    private final Random random;

    RequestFuzzer(long seed) {
        random = new Random(seed);
    }

    /** One request, headers and all. */
    String next() {
        String line = pick(METHODS) + " " + path() + query() + " HTTP/1.1\r\nHost: x\r\n";
        return (random.nextInt(3) == 0 ? line + "Accept: " + pick(ACCEPTS) + "," + pick(ACCEPTS) + "\r\n" : line)
                + "\r\n";
    }

    /** Text that may be a label selector. */
    String selector() {
        StringBuilder text = new StringBuilder();
        for (int term = random.nextInt(5); term >= 0; term--) {
            text.append(pick(WORDS)).append(pick(OPERATORS)).append(pick(WORDS)).append(term > 0 ? "," : "");
        }
        return text.toString();
    }

    private String path() {
        String path = pick(PATHS);
        return switch (random.nextInt(4)) {
            case 0 -> path;
            case 1 -> path + "/" + noise(8);
            case 2 -> path.substring(0, random.nextInt(path.length()) + 1) + noise(3);
            default -> path + "/" + encoded(pick(WORDS)) + "/" + encoded(pick(WORDS));
        };
    }

    private String query() {
        return switch (random.nextInt(5)) {
            case 0 -> "";
            case 1 -> "?" + noise(20);
            case 2 -> "?labelSelector=scaledobject.keda.sh%2Fname%3Dconsumer&" + noise(4);
            default -> "?labelSelector=" + encoded(selector()) + (random.nextBoolean() ? "&watch=" + noise(1) : "");
        };
    }

    private String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            encoded.append(String.format("%%%02X", octet & 0xFF));
        }
        // A torn escape now and then.
        return random.nextInt(20) == 0 && encoded.length() > 0
                ? encoded.substring(0, encoded.length() - 1 - random.nextInt(2))
                : encoded.toString();
    }

    /** Any bytes but those that end the request line. */
    private String noise(int most) {
        StringBuilder noise = new StringBuilder();
        for (int at = random.nextInt(most + 1); at > 0; at--) {
            int octet = 0x21 + random.nextInt(0x100 - 0x21);
            noise.append((char) octet);
        }
        return noise.toString();
    }

    private String pick(List<String> all) {
        return all.get(random.nextInt(all.size()));
    }
}
