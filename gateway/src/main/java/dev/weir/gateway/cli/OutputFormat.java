package dev.weir.gateway.cli;

/** How a command writes its answer to stdout. */
enum OutputFormat {
    text,
    json
}
