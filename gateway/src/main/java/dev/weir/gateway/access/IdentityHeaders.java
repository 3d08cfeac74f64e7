package dev.weir.gateway.access;

import dev.weir.gateway.http.PercentCoding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * In which headers a proxy says who asks.
 *
 * @param users the first of these that is not empty is the name
 * @param uids the first of these is what tells users of one name apart
 * @param groups all of these are groups
 * @param extraPrefixes a header that begins so says something else, its name the rest
 */
record IdentityHeaders(List<String> users, List<String> uids, List<String> groups, List<String> extraPrefixes) {

    IdentityHeaders {
        users = List.copyOf(users);
        uids = List.copyOf(uids);
        groups = List.copyOf(groups);
        extraPrefixes = List.copyOf(extraPrefixes);
    }

    /** Whether a header says anything of who asks. Allocates nothing. */
    boolean concerns(String name) {
        return isOne(users, name) || isOne(groups, name) || isOne(uids, name) || prefix(name) >= 0;
    }

    /** The caller by headers that concern us, in their order; empty if they name none. */
    Optional<Caller> caller(List<String> names, List<String> values) {
        String user = first(users, names, values);
        if (user.isEmpty()) {
            return Optional.empty();
        }
        List<String> all = new ArrayList<>();
        for (String header : groups) {
            for (int at = 0; at < names.size(); at++) {
                if (names.get(at).equalsIgnoreCase(header) && !values.get(at).isEmpty()) {
                    all.add(utf8(values.get(at)));
                }
            }
        }
        return Optional.of(new Caller(user, first(uids, names, values), all, extra(names, values)).authenticated());
    }

    private Map<String, List<String>> extra(List<String> names, List<String> values) {
        Map<String, List<String>> extra = new TreeMap<>();
        for (int at = 0; at < names.size(); at++) {
            int prefix = prefix(names.get(at));
            if (prefix >= 0) {
                String key = names.get(at)
                        .substring(extraPrefixes.get(prefix).length())
                        .toLowerCase(Locale.ROOT);
                extra.computeIfAbsent(PercentCoding.decode(key, false).orElse(key), first -> new ArrayList<>())
                        .add(utf8(values.get(at)));
            }
        }
        return extra;
    }

    /** Of a name that is there twice the first counts, as in Go's {@code Header.Get}. */
    private static String first(List<String> wanted, List<String> names, List<String> values) {
        for (String header : wanted) {
            for (int at = 0; at < names.size(); at++) {
                if (names.get(at).equalsIgnoreCase(header)) {
                    if (!values.get(at).isEmpty()) {
                        return utf8(values.get(at));
                    }
                    break;
                }
            }
        }
        return "";
    }

    private static boolean isOne(List<String> wanted, String name) {
        for (int at = 0; at < wanted.size(); at++) {
            if (wanted.get(at).equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    private int prefix(String name) {
        for (int at = 0; at < extraPrefixes.size(); at++) {
            String prefix = extraPrefixes.get(at);
            if (name.regionMatches(true, 0, prefix, 0, prefix.length())) {
                return at;
            }
        }
        return -1;
    }

    /** Netty makes one character of each byte; the API server writes UTF-8. */
    private static String utf8(String value) {
        for (int at = 0; at < value.length(); at++) {
            if (value.charAt(at) > 0x7f) {
                return new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            }
        }
        return value;
    }
}
