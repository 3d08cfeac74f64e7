package dev.weir.controller.check;

/**
 * One thing to say about an object.
 *
 * @param line in its file, from 1
 * @param path in the object, as one would write it; empty for the object itself
 * @param message without file, line and path; never a secret
 */
public record Finding(Severity severity, int line, String path, String message) {}
