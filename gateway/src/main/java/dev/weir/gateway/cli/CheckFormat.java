package dev.weir.gateway.cli;

/** How {@code weir check} writes what it found. */
enum CheckFormat {
    text,
    json,
    /** Annotations of a GitHub workflow. */
    github
}
