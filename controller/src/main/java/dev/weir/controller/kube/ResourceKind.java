package dev.weir.controller.kube;

/**
 * A kind of resource as the API server serves it.
 *
 * @param group empty for the core group
 * @param resource the plural that stands in URLs
 */
public record ResourceKind(String group, String version, String kind, String resource) {

    /** {@code group/version}, or just the version for the core group. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** {@code group/version.Kind}, as KEDA writes it into a status. */
    public String gvk() {
        return apiVersion() + "." + kind;
    }
}
