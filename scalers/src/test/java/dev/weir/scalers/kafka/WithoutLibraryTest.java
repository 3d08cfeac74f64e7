package dev.weir.scalers.kafka;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Kafka's client weighs several megabytes: who has no Kafka trigger neither loads it nor needs it. */
final class WithoutLibraryTest {

    /** What only a source names. */
    private static final Set<String> USERS = Set.of(
            "KafkaClient",
            "Inquiry",
            "Findings",
            "KafkaFaults",
            "KafkaOptions",
            "KafkaLogins",
            "TokenLogin",
            "TlsEngines");

    @Test
    void aTriggerSaysWhatToAdd() throws IOException, ReflectiveOperationException {
        ClassLoader own = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader without = without("kafka-clients")) {
            Thread.currentThread().setContextClassLoader(without);
            assertThrows(ClassNotFoundException.class, () -> without.loadClass("org.apache.kafka.clients.admin.Admin"));
            Object scalers = without.loadClass("dev.weir.scalers.Scalers")
                    .getMethod("load")
                    .invoke(null);
            for (String type : List.of("kafka", "apache-kafka")) {
                String problems = problems(without, scalers, type);
                assertEquals(
                        "trigger 0 (" + type + "): needs a library that this Weir does not have; put"
                                + " org.apache.kafka:kafka-clients:4.4.0 on its class path",
                        problems);
            }
        } finally {
            Thread.currentThread().setContextClassLoader(own);
        }
    }

    @Test
    void onlyWhatASourceNamesUsesTheLibrary() {
        noClasses()
                .that(describe(
                        "are not named by sources only",
                        type -> USERS.stream()
                                .noneMatch(name -> type.getName().startsWith("dev.weir.scalers.kafka." + name))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.weir.scalers"));
    }

    private static String problems(ClassLoader loader, Object scalers, String type)
            throws ReflectiveOperationException {
        Class<?> spec = loader.loadClass("dev.weir.scalers.spi.TriggerSpec");
        Class<?> identity = loader.loadClass("dev.weir.scalers.spi.PodIdentity");
        Object trigger = spec.getConstructors()[0].newInstance(
                "ScaledObject",
                "shop",
                "orders",
                0,
                null,
                type,
                Map.of("bootstrapServers", "h:1", "consumerGroup", "g"),
                Map.of(),
                Map.of(),
                identity.getField("NONE").get(null),
                null,
                false);
        InvocationTargetException refused = assertThrows(
                InvocationTargetException.class,
                () -> scalers.getClass()
                        .getMethod("create", spec, loader.loadClass("dev.weir.scalers.spi.ScalerEnvironment"))
                        .invoke(scalers, trigger, null));
        assertTrue(
                refused.getCause().getClass().getName().endsWith("InvalidTriggerException"),
                () -> String.valueOf(refused.getCause()));
        return refused.getCause().getMessage();
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
