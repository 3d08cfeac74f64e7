package dev.weir.gateway.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** While nothing is switched on, nothing of the OpenTelemetry library is needed, so nothing of it can be loaded. */
final class WithoutLibraryTest {

    @Test
    void offNeedsNothingOfTheLibrary() throws IOException, ReflectiveOperationException {
        try (URLClassLoader without = without("opentelemetry")) {
            assertThrows(ClassNotFoundException.class, () -> without.loadClass("io.opentelemetry.api.trace.Span"));
            Class<?> settings = without.loadClass("dev.weir.gateway.config.TelemetrySettings");
            Class<?> build = without.loadClass("dev.weir.gateway.telemetry.Build");
            Class<?> registry = without.loadClass("io.micrometer.core.instrument.MeterRegistry");
            Class<?> telemetry = without.loadClass("dev.weir.gateway.otlp.Telemetry");
            Object off = telemetry
                    .getMethod("of", settings, Map.class, build, registry, InstantSource.class)
                    .invoke(
                            null,
                            settings.getConstructor(boolean.class, boolean.class, boolean.class, boolean.class)
                                    .newInstance(false, false, false, true),
                            Map.of(),
                            build.getMethod("here", String.class).invoke(null, "1"),
                            without.loadClass("io.micrometer.core.instrument.simple.SimpleMeterRegistry")
                                    .getConstructor()
                                    .newInstance(),
                            InstantSource.system());
            Object tracing = telemetry.getMethod("tracing").invoke(off);
            Object span = without.loadClass("dev.weir.cache.trace.Tracing")
                    .getMethod("begin", String.class)
                    .invoke(tracing, "poll");
            assertEquals(
                    without.loadClass("dev.weir.cache.trace.Span")
                            .getField("NONE")
                            .get(null),
                    span);
        }
    }

    private static URLClassLoader without(String jars) {
        URL[] urls = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !new File(entry).getName().contains(jars))
                .map(WithoutLibraryTest::url)
                .toArray(URL[]::new);
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String entry) {
        try {
            return new File(entry).toURI().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
