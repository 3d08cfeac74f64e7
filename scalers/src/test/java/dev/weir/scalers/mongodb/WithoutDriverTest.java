package dev.weir.scalers.mongodb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.scalers.testing.WithoutJars;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** MongoDB's driver weighs several megabytes: who has no trigger of the type neither loads it nor needs it. */
final class WithoutDriverTest {

    /** What is named by a source, or once it is known that the driver is there. */
    private static final Set<String> USERS =
            Set.of("MongodbClient", "MongodbOptions", "MongodbFaults", "MongodbSource", "Filter", "OneValue");

    @Test
    void aTriggerSaysWhatToAdd() throws IOException, ReflectiveOperationException {
        assertEquals(
                "trigger 0 (mongodb): needs a library that this Weir does not have; put"
                        + " org.mongodb:mongodb-driver-reactivestreams:5.8.1 on its class path",
                WithoutJars.problems(
                        List.of("mongodb-driver", "bson-", "reactor-core", "reactive-streams"),
                        "com.mongodb.reactivestreams.client.MongoClients",
                        "mongodb",
                        Map.of(
                                "connectionString",
                                "mongodb://h",
                                "dbName",
                                "shop",
                                "collection",
                                "orders",
                                "query",
                                "{}",
                                "queryValue",
                                "5")));
    }

    @Test
    void onlyWhatASourceNamesUsesTheDriver() {
        WithoutJars.onlyUsedBy(
                "dev.weir.scalers.mongodb", USERS, "com.mongodb..", "org.bson..", "org.reactivestreams..");
    }
}
