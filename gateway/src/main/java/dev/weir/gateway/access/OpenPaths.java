package dev.weir.gateway.access;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Paths that anybody may read. */
final class OpenPaths {

    private final Set<String> exact;
    private final List<String> below;

    /** @param paths with a star at the end for all that begin so */
    OpenPaths(List<String> paths) {
        exact = paths.stream()
                .map(OpenPaths::slashed)
                .filter(path -> !path.endsWith("*"))
                .collect(Collectors.toUnmodifiableSet());
        below = paths.stream()
                .map(OpenPaths::slashed)
                .filter(path -> path.endsWith("*"))
                .map(path -> path.substring(0, path.length() - 1))
                .toList();
    }

    private static String slashed(String path) {
        return path.startsWith("/") ? path : "/" + path;
    }

    boolean has(String path) {
        return exact.contains(path) || below.stream().anyMatch(path::startsWith);
    }
}
