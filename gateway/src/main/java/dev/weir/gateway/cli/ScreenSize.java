package dev.weir.gateway.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** How large the terminal is now, as {@code stty} says; the JDK does not know. One thread. */
final class ScreenSize {

    private static final int USUAL_COLUMNS = 80;
    private static final int USUAL_LINES = 24;

    private int columns = USUAL_COLUMNS;
    private int lines = USUAL_LINES;

    /** Asks anew; keeps the former size where nobody answers. */
    void look() throws InterruptedException {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String[] size = new String(stty.getInputStream().readNBytes(100), StandardCharsets.US_ASCII)
                    .strip()
                    .split(" ");
            if (stty.waitFor(1, TimeUnit.SECONDS)
                    && size.length == 2
                    && size[0].matches("[1-9]\\d{0,3}")
                    && size[1].matches("[1-9]\\d{0,3}")) {
                lines = Integer.parseInt(size[0]);
                columns = Integer.parseInt(size[1]);
            }
        } catch (IOException e) {
            // There is no stty, or no terminal: the former size is a size too.
        }
    }

    int columns() {
        return columns;
    }

    int lines() {
        return lines;
    }
}
