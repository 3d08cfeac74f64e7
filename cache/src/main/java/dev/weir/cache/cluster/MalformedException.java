package dev.weir.cache.cluster;

/** A message that no replica of this version writes. */
final class MalformedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedException(String what) {
        super(what, null, false, false);
    }
}
