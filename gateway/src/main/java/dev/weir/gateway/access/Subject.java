package dev.weir.gateway.access;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * Whom a certificate names.
 *
 * @param commonNames in the order of the certificate
 * @param organizations in the order of the certificate
 */
record Subject(List<String> commonNames, List<String> organizations) {

    static Subject of(X509Certificate certificate) {
        List<String> commonNames = new ArrayList<>();
        List<String> organizations = new ArrayList<>();
        try {
            // RFC 2253 reverses the order of the certificate, and LdapName counts from its end.
            for (Rdn rdn : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
                add(commonNames, rdn.toAttributes().get("CN"));
                add(organizations, rdn.toAttributes().get("O"));
            }
        } catch (InvalidNameException e) {
            throw new IllegalStateException("the JDK cannot read a name that it has written", e);
        }
        return new Subject(commonNames, organizations);
    }

    /** The last one, as in Go. */
    Optional<String> commonName() {
        return commonNames.isEmpty() ? Optional.empty() : Optional.of(commonNames.get(commonNames.size() - 1));
    }

    /** Common name and organizations are user and groups. */
    Optional<Caller> caller() {
        return commonName()
                .filter(name -> !name.isEmpty())
                .map(name -> new Caller(name, "", organizations, Map.of()).authenticated());
    }

    private static void add(List<String> values, Attribute attribute) {
        try {
            for (int at = 0; attribute != null && at < attribute.size(); at++) {
                if (attribute.get(at) instanceof String text) {
                    values.add(text);
                }
            }
        } catch (NamingException e) {
            throw new IllegalStateException("an attribute in memory cannot be read", e);
        }
    }
}
