package dev.weir.jmh.scene;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server in a JVM of its own, with the class path of this one; it says on its log which ports it has opened. */
public final class ServerProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServerProcess.class);
    private static final Pattern SERVING = Pattern.compile("Serving api=\\S+?:(\\d+)(?: health=\\S+?:(\\d+))?");
    private static final Pattern TROUBLE = Pattern.compile(" (WARN|ERROR) ");
    private static final int STOP_SECONDS = 10;
    private static final int TAIL_LINES = 15;

    /** The same for every server. */
    private static final List<String> JVM_OPTIONS = List.of("-Xmx1g");

    private final String name;
    private final Process process;
    private final CompletableFuture<Ports> ports = new CompletableFuture<>();

    /**
     * Where a server listens.
     *
     * @param health 0 if it has no such port
     */
    public record Ports(int api, int health) {}

    private ServerProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        Thread follower = new Thread(this::follow, "weir-load-log-of-" + name);
        follower.setDaemon(true);
        follower.start();
    }

    /**
     * Starts a server.
     *
     * @param name what it is called in messages
     */
    public static ServerProcess start(String name, Class<?> main, String... arguments) throws IOException {
        return start(name, Map.of(), main, arguments);
    }

    /** Starts a server with more variables in its environment. */
    public static ServerProcess start(String name, Map<String, String> variables, Class<?> main, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return start(name, variables, command);
    }

    /** Starts a server by a command of its own. */
    static ServerProcess start(String name, Map<String, String> variables, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(variables);
        return new ServerProcess(name, builder.start());
    }

    /** Waits until it listens. */
    public Ports ports(Duration limit) throws IOException, InterruptedException {
        try {
            return ports.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new IOException(name + " did not serve within " + limit.toSeconds() + " s", late);
        } catch (ExecutionException e) {
            throw new IOException(Objects.requireNonNull(e.getCause()).getMessage(), e.getCause());
        }
    }

    private void follow() {
        Deque<String> tail = new ArrayDeque<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                heed(line);
                tail.add(line);
                if (tail.size() > TAIL_LINES) {
                    tail.remove();
                }
            }
        } catch (IOException e) {
            LOG.debug("the log of {} ended", name, e);
        }
        ports.completeExceptionally(
                new IOException(name + " ended before it served:" + System.lineSeparator() + String.join("\n", tail)));
    }

    private void heed(String line) {
        Matcher serving = SERVING.matcher(line);
        if (serving.find()) {
            int health = serving.group(2) == null ? 0 : Integer.parseInt(serving.group(2));
            ports.complete(new Ports(Integer.parseInt(serving.group(1)), health));
        } else if (TROUBLE.matcher(line).find()) {
            LOG.warn("{}: {}", name, line);
        }
    }

    /** Processor time it has used; in steps of the kernel's clock, 10 ms as a rule. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Memory it holds. */
    public long residentMiB() throws IOException, InterruptedException {
        OptionalLong kibibytes = status("VmRSS:");
        return (kibibytes.isPresent() ? kibibytes.getAsLong() : residentByPs()) / 1_024;
    }

    /** The most memory it ever held; empty where the system does not say. */
    public OptionalLong peakMiB() throws IOException {
        OptionalLong kibibytes = status("VmHWM:");
        return kibibytes.isPresent() ? OptionalLong.of(kibibytes.getAsLong() / 1_024) : kibibytes;
    }

    /** Bytes that are left on its heap after a full collection; empty without a JDK's tools. */
    public OptionalLong heapBytes() throws IOException, InterruptedException {
        return LiveHeap.bytes(process.pid());
    }

    /** Empty where there is no such file, as on macOS. */
    private OptionalLong status(String field) throws IOException {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        if (!Files.isReadable(status)) {
            return OptionalLong.empty();
        }
        try (Stream<String> lines = Files.lines(status)) {
            return OptionalLong.of(lines.filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow(() -> new IOException(name + " has ended")));
        }
    }

    private long residentByPs() throws IOException, InterruptedException {
        Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", String.valueOf(process.pid())).start();
        String kibibytes = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        if (ps.waitFor() != 0) {
            throw new IOException(name + " has ended");
        }
        return Long.parseLong(kibibytes);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
            LOG.warn("{} did not stop within {} s and is killed", name, STOP_SECONDS);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
