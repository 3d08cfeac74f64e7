package dev.weir.controller.admission;

/** Why an object is refused: the {@code reason} label of the validation metric. */
public enum Reason {
    INCORRECT_REPLICAS("incorrect-replicas", true),
    INCORRECT_FALLBACK("incorrect-fallback", false),
    NAME_TOO_LONG("name-too-long", false),
    HPA_NAME_TOO_LONG("hpa-name-too-long", false),
    INCORRECT_TRIGGERS("incorrect-triggers", true),
    OTHER_SCALED_OBJECT("other-scaled-object", true),
    OTHER_SCALED_OBJECT_HPA("other-scaled-object-hpa", true),
    OTHER_HPA("other-hpa", false),
    TRANSFER_WITHOUT_NAME("transfer-ownership-missing-hpa-name", false),
    MISSING_REQUESTS("missing-requests", false),
    SCALE_TO_ZERO("scale-to-zero-requirements-not-met", false),
    /** KEDA counts no validations of authentications that way. */
    INCORRECT_AUTHENTICATION("incorrect-authentication", false),
    MODIFIERS("scaling-modifiers", true),
    MODIFIERS_FALLBACK("scaling-modifiers-fallback", true),
    /** KEDA counts no validations of CloudEventSources; so for the next one. */
    INCORRECT_DESTINATION("incorrect-destination", true),
    INCORRECT_EVENT_SUBSCRIPTION("incorrect-event-subscription", true),
    /** Not of KEDA. */
    SMOOTHING("smoothing", true),
    /** KEDA has no label for it: there only the schema and the controller look at the target's name. */
    MISSING_TARGET("missing-target", true);

    private final String label;
    private final boolean stopsReconcile;

    Reason(String label, boolean stopsReconcile) {
        this.label = label;
        this.stopsReconcile = stopsReconcile;
    }

    /** The value of the label. */
    public String label() {
        return label;
    }

    /**
     * Whether an object that got into the cluster in spite of the problem is left as it is. The webhook may be off or
     * ignored, and KEDA's controller then looks at bounds, triggers and target again but lets the rest work as well as it
     * can.
     */
    public boolean stopsReconcile() {
        return stopsReconcile;
    }
}
