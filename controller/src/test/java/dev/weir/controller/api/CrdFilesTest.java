package dev.weir.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code deploy/crds} and the resource classes the same. After a change of the classes,
 * {@code mvn -pl controller -am test -Dweir.crds=write} writes the files.
 */
class CrdFilesTest {

    @BeforeAll
    static void writeWhenAsked() throws IOException {
        if ("write".equals(System.getProperty("weir.crds"))) {
            Crds.write();
        }
    }

    @Test
    void filesAreWhatTheClassesSay() throws IOException {
        Map<String, String> generated = Crds.generated();
        Map<String, String> checkedIn = Crds.checkedIn();

        String remedy = "deploy/crds is out of date; write it with: mvn -pl controller -am test -Dweir.crds=write";
        assertEquals(generated.keySet(), checkedIn.keySet(), remedy);
        generated.forEach((file, yaml) -> assertEquals(yaml, checkedIn.get(file), file + ": " + remedy));
    }
}
