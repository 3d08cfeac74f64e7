package dev.weir.controller.cloudevents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.controller.api.CloudEventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

final class EventTypesTest {

    @ParameterizedTest
    @CsvFileSource(resources = "/cloudevents/types.csv", numLinesToSkip = 1, delimiter = '|')
    void aReasonHasTheTypeOfTheTable(String kind, String reason, @Nullable String type) {
        assertEquals(
                type, EventTypes.of(kind, reason).map(CloudEventType::value).orElse(null));
    }

    @Test
    void theTableHasEveryType() throws IOException {
        Set<String> named = Files.readAllLines(Path.of("src/test/resources/cloudevents/types.csv")).stream()
                .skip(1)
                .map(line -> line.split("\\|", -1)[2])
                .filter(type -> !type.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(19, named.size());
        assertEquals(new TreeSet<>(CloudEventType.all()), named);
    }
}
