package dev.weir.cache.trace;

import java.util.List;

/** One step of a trace. Begun by one thread, it may be told of and ended by another; what is told after its end is lost. */
public interface Span {

    /** A step that nobody sees, and the same is true of what follows from it. */
    Span NONE = new Unseen();

    /** Whether anybody will see it. Ask before making anything only to be told. */
    boolean seen();

    /**
     * Begins a step that follows from this one.
     *
     * @param others further steps that it follows from
     */
    Span next(String name, List<Span> others);

    void tell(String name, String value);

    void tell(String name, long value);

    /** It did not come to what it was for. The message is for users and holds no secret. */
    void failed(String message);

    void end();
}
