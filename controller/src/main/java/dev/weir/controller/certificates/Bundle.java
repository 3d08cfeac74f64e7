package dev.weir.controller.certificates;

/** What one object of the cluster trusts us by. */
interface Bundle {

    /** For the log: kind and name. */
    String name();

    /**
     * Reads the object and puts the bundle into it if it has another. Blocks.
     *
     * @param bundle in base64
     * @param mayWrite false to look only
     */
    Found put(String bundle, boolean mayWrite);

    /** What was found. */
    enum Found {
        /** It has the bundle already. */
        SAME,
        /** It had another, and has this one now. */
        WRITTEN,
        /** It has another, and was to be left so for now. */
        OTHER,
        /** It is not there, or it is not ours to write; said once. */
        NONE
    }
}
