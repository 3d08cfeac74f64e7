package dev.weir.scalers.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real server on loopback, started by a test and stopped with it, children included. {@link #find} looks for the binary in
 * the system property {@code weir.it.<name>}, in PATH and in the folders where Debian keeps servers; a server that is not
 * there aborts the test with a sentence, or fails it where the environment has WEIR_REQUIRE_SERVERS=true.
 */
public final class ServerProcess implements AutoCloseable {

    private static final List<String> FOLDERS = List.of("/usr/sbin", "/usr/local/sbin", "/sbin", "/usr/local/bin");

    private final String name;
    private final Process process;
    private final Path log;

    private ServerProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** The binary; {@code debianPackage} is named in the sentence if it is not there. */
    public static Path find(String name, String debianPackage) {
        Optional<Path> found = locate(name);
        if (found.isEmpty()) {
            String sentence = name + " is not on this machine: install the Debian package " + debianPackage
                    + " or name the binary in -Dweir.it." + name;
            if ("true".equals(System.getenv("WEIR_REQUIRE_SERVERS"))) {
                fail(sentence);
            }
            abort(sentence);
        }
        return found.orElseThrow();
    }

    /** The binary, if it is there. */
    public static Optional<Path> locate(String name) {
        String named = System.getProperty("weir.it." + name, "");
        Stream<Path> places = Stream.of(
                        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)),
                        FOLDERS.stream(),
                        postgresFolders())
                .flatMap(folders -> folders)
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name));
        return Stream.concat(named.isEmpty() ? Stream.of() : Stream.of(Path.of(named)), places)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Debian keeps PostgreSQL's programs in a folder for each version. */
    private static Stream<String> postgresFolders() {
        File[] versions = new File("/usr/lib/postgresql").listFiles(File::isDirectory);
        return versions == null
                ? Stream.of()
                : Arrays.stream(versions).map(version -> new File(version, "bin").getPath());
    }

    /** Runs a command in {@code folder} to its end; fails with what it wrote if it fails or takes longer than a minute. */
    public static void run(Path folder, List<String> command) {
        try {
            Path log = folder.resolve(Path.of(command.get(0)).getFileName() + ".run.log");
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                fail(command.get(0) + " failed:\n" + Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A loopback port that nobody uses now. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a command in {@code folder}; its output goes to {@code <name>.log} there. */
    public static ServerProcess start(String name, Path folder, Map<String, String> variables, List<String> command) {
        try {
            Path log = folder.resolve(name + ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(variables);
            return new ServerProcess(name, builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " does not start", e);
        }
    }

    /** Waits until the check holds; fails with the end of the server's log if it dies or takes too long. */
    public ServerProcess ready(Duration atMost, Callable<Boolean> check) {
        long end = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            if (holds(check)) {
                return this;
            }
            pause();
        }
        close();
        return fail(name + " is not ready after " + atMost + ":\n" + log());
    }

    /** Waits until a process that ends by itself has ended. */
    public void over(Duration atMost) {
        if (!over(List.of(process.toHandle()), atMost)) {
            close();
            fail(name + " has not ended after " + atMost + ":\n" + log());
        }
    }

    /** The last lines that the server wrote. */
    public String log() {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - 40), all.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Stops the server and whatever it started: politely, then not. */
    @Override
    public void close() {
        List<ProcessHandle> family = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        family.forEach(ProcessHandle::destroy);
        if (!over(family, Duration.ofSeconds(10))) {
            family.forEach(ProcessHandle::destroyForcibly);
            over(family, Duration.ofSeconds(10));
        }
    }

    /** Kills at once, as a crash would. */
    public void kill() {
        List<ProcessHandle> family = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        family.forEach(ProcessHandle::destroyForcibly);
        over(family, Duration.ofSeconds(10));
    }

    /** Sends a signal such as {@code STOP} to the server and whatever it started. */
    public void signal(String signal) {
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).forEach(one -> {
            try {
                new ProcessBuilder("kill", "-" + signal, Long.toString(one.pid()))
                        .start()
                        .waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        });
    }

    /** Its number. */
    public long pid() {
        return process.pid();
    }

    /** Deletes a folder with all in it. */
    public static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean over(List<ProcessHandle> family, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() < end) {
            if (family.stream().noneMatch(ProcessHandle::isAlive)) {
                return true;
            }
            pause();
        }
        return false;
    }

    /** A check that throws does not hold yet: the server may not be listening. */
    private static boolean holds(Callable<Boolean> check) {
        try {
            return check.call();
        } catch (Exception e) {
            return false;
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
