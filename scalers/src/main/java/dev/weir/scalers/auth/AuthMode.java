package dev.weir.scalers.auth;

/** A word of {@code authModes}, spelt as in manifests. */
public enum AuthMode {
    apiKey,
    basic,
    tls,
    bearer,
    custom,
    oauth
}
