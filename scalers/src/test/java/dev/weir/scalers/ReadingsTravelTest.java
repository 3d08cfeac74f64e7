package dev.weir.scalers;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.weir.cache.cluster.SnapshotCodec;
import dev.weir.cache.source.Source;
import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What sources read can be told to other replicas: no scaler writes a codec, so each reading must be of parts that have one. */
class ReadingsTravelTest {

    @Test
    void everyReadingIsMadeOfWhatTravels() {
        List<Class<?>> sources = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.weir.scalers")
                        .stream()
                        .filter(type -> type.isAssignableTo(Source.class) && !type.isInterface())
                        .<Class<?>>map(JavaClass::reflect)
                        .toList();
        assertTrue(sources.size() >= 5, sources::toString);
        for (Class<?> source : sources) {
            Class<? extends Record> reading = readingOf(source);
            assertDoesNotThrow(() -> SnapshotCodec.of(reading), () -> source + " reads " + reading);
        }
    }

    private static Class<? extends Record> readingOf(Class<?> source) {
        return Arrays.stream(source.getGenericInterfaces())
                .filter(ParameterizedType.class::isInstance)
                .map(ParameterizedType.class::cast)
                .filter(type -> type.getRawType() == Source.class)
                .<Class<? extends Record>>map(
                        type -> ((Class<?>) type.getActualTypeArguments()[0]).asSubclass(Record.class))
                .findFirst()
                .orElseThrow(() -> new AssertionError(source + " does not say what it reads"));
    }
}
