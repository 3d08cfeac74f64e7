package dev.weir.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** The order of the packages: one may use only those before it, and the doors are blind to each other. */
@AnalyzeClasses(packages = "dev.weir.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    private static final List<String> ORDER = List.of(
            "config", "http", "access", "passthrough", "DOORS", "otlp", "replicas", "process", "demo", "cli", "");
    private static final List<String> DOORS =
            List.of("external", "explain", "prometheus", "grpc", "webhook", "dashboard", "telemetry", "top");

    @ArchTest
    static final ArchRule packagesUseOnlyThoseBeforeThem = ArchRuleDefinition.classes()
            .should(new com.tngtech.archunit.lang.ArchCondition<>("use only earlier packages") {
                @Override
                public void check(JavaClass from, ConditionEvents events) {
                    from.getDirectDependenciesFromSelf().stream()
                            .filter(use -> use.getTargetClass().getPackageName().startsWith("dev.weir.gateway"))
                            .filter(use -> !allowed(part(from), part(use.getTargetClass())))
                            .forEach(use -> events.add(SimpleConditionEvent.violated(from, use.getDescription())));
                }
            });

    @ArchTest
    static final ArchRule knowsNoScaler =
            noClasses().should().dependOnClassesThat().resideInAPackage("dev.weir.scalers..");

    @ArchTest
    static final ArchRule takesTimeAsAnArgument = noClasses()
            .that()
            .resideOutsideOfPackages("dev.weir.gateway", "dev.weir.gateway.process", "dev.weir.gateway.demo..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Random.class);

    private static String part(JavaClass type) {
        String rest = type.getPackageName().substring("dev.weir.gateway".length());
        return rest.isEmpty() ? "" : rest.substring(1).split("\\.")[0];
    }

    private static boolean allowed(String from, String to) {
        return from.equals(to) || place(to) < place(from);
    }

    private static int place(String part) {
        int place = ORDER.indexOf(DOORS.contains(part) ? "DOORS" : part);
        if (place < 0) {
            throw new AssertionError("package " + part + " is not in the order of packages");
        }
        return place;
    }
}
