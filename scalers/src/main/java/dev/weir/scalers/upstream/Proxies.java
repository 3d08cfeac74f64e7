package dev.weir.scalers.upstream;

import dev.weir.scalers.auth.Url;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Proxies named by HTTP_PROXY, HTTPS_PROXY and NO_PROXY (or in lower case). NO_PROXY lists hosts, domains with or without a
 * leading dot, addresses, address ranges such as {@code 10.0.0.0/8}, each with an optional port, or {@code *}. The machine
 * itself is never asked through a proxy.
 */
final class Proxies {

    private final Optional<ProxyOptions> plain;
    private final Optional<ProxyOptions> secure;
    private final List<String> exceptions;

    Proxies(Map<String, String> variables) {
        plain = proxy(variable(variables, "HTTP_PROXY"));
        secure = proxy(variable(variables, "HTTPS_PROXY"));
        exceptions = Arrays.stream(variable(variables, "NO_PROXY").split(","))
                .map(entry -> entry.trim().toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    /** The proxy to ask this URL through, or null for none. */
    @Nullable
    ProxyOptions to(Url url) {
        String host = url.host().toLowerCase(Locale.ROOT);
        boolean direct = loopback(host) || exceptions.stream().anyMatch(entry -> covers(entry, host, url.port()));
        return direct ? null : (url.secure() ? secure : plain).orElse(null);
    }

    private static boolean covers(String entry, String host, int port) {
        if (entry.equals("*")) {
            return true;
        }
        if (entry.indexOf('/') >= 0) {
            return inRange(entry, host);
        }
        int colon = entry.lastIndexOf(':');
        boolean withPort = colon > 0 && entry.indexOf(':') == colon;
        if (withPort && !entry.substring(colon + 1).equals(Integer.toString(port))) {
            return false;
        }
        String name = withPort ? entry.substring(0, colon) : entry;
        String domain = name.startsWith("*.") ? name.substring(1) : name;
        return domain.startsWith(".") ? host.endsWith(domain) : host.equals(domain) || host.endsWith("." + domain);
    }

    private static boolean inRange(String range, String host) {
        byte[] address = literal(host);
        byte[] network = literal(range.substring(0, range.indexOf('/')));
        String length = range.substring(range.indexOf('/') + 1);
        if (address.length == 0 || address.length != network.length || !length.matches("[0-9]{1,3}")) {
            return false;
        }
        int bits = Math.min(Integer.parseInt(length), address.length * 8);
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((address[bit / 8] & mask) != (network[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static boolean loopback(String host) {
        return host.equals("localhost") || host.equals("::1") || (host.startsWith("127.") && literal(host).length == 4);
    }

    /** The bytes of an address literal; empty for a name, which is never resolved here. */
    private static byte[] literal(String host) {
        if (!host.matches("[0-9]+(\\.[0-9]+){3}") && host.indexOf(':') < 0) {
            return new byte[0];
        }
        try {
            return InetAddress.getByName(host).getAddress();
        } catch (UnknownHostException e) {
            return new byte[0];
        }
    }

    private static Optional<ProxyOptions> proxy(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Url url = Url.parse(text.contains("://") ? text : "http://" + text);
        ProxyOptions options =
                new ProxyOptions().setType(ProxyType.HTTP).setHost(url.host()).setPort(url.port());
        if (!url.userInfo().isEmpty()) {
            String[] user = url.userInfo().split(":", 2);
            options.setUsername(Url.decoded(user[0])).setPassword(user.length > 1 ? Url.decoded(user[1]) : "");
        }
        return Optional.of(options);
    }

    private static String variable(Map<String, String> variables, String name) {
        String upper = variables.getOrDefault(name, "");
        return upper.isEmpty() ? variables.getOrDefault(name.toLowerCase(Locale.ROOT), "") : upper;
    }
}
