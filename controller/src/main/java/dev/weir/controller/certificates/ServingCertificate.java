package dev.weir.controller.certificates;

/**
 * What is to be shown to whoever connects.
 *
 * @param certificate PEM
 * @param key PEM, secret
 */
public record ServingCertificate(String certificate, String key) {

    /** Shows no key. */
    @Override
    public String toString() {
        return "ServingCertificate[" + certificate.length() + " characters of certificates]";
    }
}
