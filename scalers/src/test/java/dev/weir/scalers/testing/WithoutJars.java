package dev.weir.scalers.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
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

/** Weir where the library of a type is not on the class path. */
public final class WithoutJars {

    private WithoutJars() {}

    /**
     * What a trigger of the type is told.
     *
     * @param jars parts of the names of what is left out
     * @param missing a class in them
     */
    public static String problems(List<String> jars, String missing, String type, Map<String, String> metadata)
            throws IOException, ReflectiveOperationException {
        ClassLoader own = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader without = without(jars)) {
            Thread.currentThread().setContextClassLoader(without);
            assertThrows(ClassNotFoundException.class, () -> without.loadClass(missing));
            return problems(without, type, metadata);
        } finally {
            Thread.currentThread().setContextClassLoader(own);
        }
    }

    /** Fails if another class of the module than these of a package depends on the library. */
    public static void onlyUsedBy(String inPackage, Set<String> users, String... library) {
        noClasses()
                .that(describe(
                        "are not named by sources only",
                        type -> users.stream().noneMatch(name -> type.getName().startsWith(inPackage + "." + name))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library)
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.weir.scalers"));
    }

    private static String problems(ClassLoader loader, String type, Map<String, String> metadata)
            throws ReflectiveOperationException {
        Object scalers =
                loader.loadClass("dev.weir.scalers.Scalers").getMethod("load").invoke(null);
        Class<?> spec = loader.loadClass("dev.weir.scalers.spi.TriggerSpec");
        Class<?> identity = loader.loadClass("dev.weir.scalers.spi.PodIdentity");
        Object trigger = spec.getConstructors()[0].newInstance(
                "ScaledObject",
                "shop",
                "orders",
                0,
                null,
                type,
                metadata,
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

    private static URLClassLoader without(List<String> jars) {
        URL[] urls = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> jars.stream().noneMatch(new File(entry).getName()::contains))
                .map(WithoutJars::url)
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
