package dev.weir.gateway.demo;

/** A picture in one line, for output that is no terminal. */
final class LineView {

    private LineView() {}

    static String render(Picture picture) {
        return picture.time() + "  " + picture.objects().size() + " objects, " + picture.running() + " of them up with "
                + picture.replicas() + " replicas; " + picture.sources().size() + " sources polled " + picture.polls()
                + " times; " + picture.answers();
    }
}
