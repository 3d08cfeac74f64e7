package dev.weir.scalers.sql;

import dev.weir.scalers.testing.Scenarios;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class SqlScalersTest {

    @TestFactory
    Stream<DynamicTest> postgresql() {
        return Scenarios.of("postgresql");
    }

    @TestFactory
    Stream<DynamicTest> mysql() {
        return Scenarios.of("mysql");
    }

    @TestFactory
    Stream<DynamicTest> mssql() {
        return Scenarios.of("mssql");
    }
}
