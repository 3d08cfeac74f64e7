package dev.weir.cache.trace;

/** Where traces begin. */
@FunctionalInterface
public interface Tracing {

    /** Nobody wants to know. */
    Tracing OFF = name -> Span.NONE;

    /** Begins a step that nothing known led to. */
    Span begin(String name);
}
