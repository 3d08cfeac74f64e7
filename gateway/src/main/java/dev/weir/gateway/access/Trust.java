package dev.weir.gateway.access;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whose word about callers counts at a moment.
 *
 * @param clients vouch for certificates that name a caller
 * @param proxies vouch for certificates of proxies
 * @param proxyNames one of which a proxy's certificate must bear; empty for any
 * @param headers in which a proxy says who asks
 */
record Trust(Authorities clients, Authorities proxies, Set<String> proxyNames, IdentityHeaders headers) {

    static final Trust NOBODY = new Trust(
            Authorities.NONE,
            Authorities.NONE,
            Set.of(),
            new IdentityHeaders(List.of(), List.of(), List.of(), List.of()));

    Trust {
        proxyNames = Set.copyOf(proxyNames);
    }

    /** Whether headers count on a connection on which this was shown. */
    boolean isProxy(X509Certificate[] chain) {
        return chain.length > 0
                && proxies.vouchFor(chain)
                && (proxyNames.isEmpty()
                        || Subject.of(chain[0])
                                .commonName()
                                .filter(proxyNames::contains)
                                .isPresent());
    }

    /** The caller that a certificate names, if it is vouched for. */
    Optional<Caller> named(X509Certificate[] chain) {
        if (chain.length == 0 || !clients.vouchFor(chain)) {
            return Optional.empty();
        }
        return Subject.of(chain[0]).caller();
    }

    /** All who vouch for clients. */
    List<X509Certificate> issuers() {
        List<X509Certificate> all = new ArrayList<>(clients.certificates());
        all.addAll(proxies.certificates());
        return all;
    }
}
