package dev.weir.gateway.telemetry;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;

/**
 * What runs, in the terms of KEDA's {@code build_info}, whose labels are named after another language.
 *
 * @param commit of the sources, or {@code unknown}
 * @param java of the virtual machine, such as {@code java17.0.15}
 * @param os such as {@code linux}
 * @param architecture as Go spells it, such as {@code amd64}
 */
public record Build(String version, String commit, String java, String os, String architecture) {

    private static final String SOURCES = "sources.properties";

    /** On this machine. */
    public static Build here(String version) {
        return new Build(
                version,
                commitOfSources(),
                "java" + Runtime.version().toString().replaceAll("[+-].*", ""),
                System.getProperty("os.name").toLowerCase(Locale.ROOT).replaceAll(" .*", ""),
                architecture(System.getProperty("os.arch")));
    }

    /** As the build wrote it. */
    private static String commitOfSources() {
        try (InputStream in = Build.class.getResourceAsStream(SOURCES)) {
            if (in == null) {
                throw new IllegalStateException(SOURCES + " is missing on the class path");
            }
            Properties sources = new Properties();
            sources.load(in);
            return sources.getProperty("commit");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String architecture(String named) {
        return switch (named) {
            case "x86_64", "amd64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> named;
        };
    }
}
