package dev.weir.jmh.scene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a JVM holds after a full collection, whichever collector it has: {@code jcmd} counts the objects that are left, and
 * says their sum in the last line. It has a minute: a JVM that does not stop its threads would hold it up for ever.
 */
final class LiveHeap {

    private static final Logger LOG = LoggerFactory.getLogger(LiveHeap.class);
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)\\s*$");

    private static final int LIMIT_SECONDS = 60;

    private LiveHeap() {}

    /** Bytes; empty where there is no {@code jcmd}, or it does not get through. */
    static OptionalLong bytes(long pid) throws IOException, InterruptedException {
        Path own = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Path histogram = Files.createTempFile("weir-histogram", ".txt");
        try {
            return bytes(histogram, Files.isExecutable(own) ? own.toString() : "jcmd", String.valueOf(pid));
        } finally {
            Files.delete(histogram);
        }
    }

    private static OptionalLong bytes(Path histogram, String jcmd, String pid)
            throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(jcmd, pid, "GC.class_histogram")
                    .redirectErrorStream(true)
                    .redirectOutput(histogram.toFile())
                    .start();
        } catch (IOException missing) {
            LOG.warn("The heap is not measured: there is no jcmd, which comes with a JDK");
            return OptionalLong.empty();
        }
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            LOG.warn("The heap is not measured: jcmd was not done within {} s", LIMIT_SECONDS);
            return OptionalLong.empty();
        }
        String said = Files.readString(histogram);
        OptionalLong bytes = parse(said);
        if (bytes.isEmpty()) {
            LOG.warn(
                    "The heap is not measured: jcmd says {}",
                    said.lines().findFirst().orElse("nothing"));
        }
        return bytes;
    }

    static OptionalLong parse(String histogram) {
        Matcher total = TOTAL.matcher(histogram);
        return total.find() ? OptionalLong.of(Long.parseLong(total.group(1))) : OptionalLong.empty();
    }
}
