package dev.weir.controller.check;

/** How bad a finding is; constants are spelt as in the JSON that users get. */
public enum Severity {
    /** An API server, KEDA's admission or KEDA itself would refuse it. */
    error,
    /** It is accepted, and probably not what is meant; or it cannot be told from these files. */
    warning,
    /** KEDA can do it, Weir cannot yet. */
    unsupported
}
