package dev.weir.gateway.demo;

import java.io.PrintWriter;
import java.util.List;

/** Draws frames over each other on a screen of its own, so that what was on the terminal before is there again afterwards. */
public final class Terminal {

    private static final String ESCAPE = "\u001b[";
    private static final String OPEN = ESCAPE + "?1049h" + ESCAPE + "?25l" + ESCAPE + "2J";
    private static final String HOME = ESCAPE + "H";
    private static final String REST_OF_LINE = ESCAPE + "K";
    private static final String REST_OF_SCREEN = ESCAPE + "J";
    private static final String CLOSE = ESCAPE + "?25h" + ESCAPE + "?1049l";

    private final PrintWriter out;

    public Terminal(PrintWriter out) {
        this.out = out;
    }

    public void open() {
        out.print(OPEN);
        out.flush();
    }

    /** No line break after the last line: it would scroll a full screen. */
    public void draw(List<String> lines) {
        out.print(HOME + String.join(REST_OF_LINE + "\r\n", lines) + REST_OF_LINE + REST_OF_SCREEN);
        out.flush();
    }

    public void close() {
        out.print(CLOSE);
        out.flush();
    }
}
