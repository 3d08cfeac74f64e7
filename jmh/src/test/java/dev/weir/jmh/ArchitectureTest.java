package dev.weir.jmh;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import dev.weir.jmh.load.Load;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** The order of the packages: one may use only those before it. */
@AnalyzeClasses(packages = "dev.weir.jmh", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    private static final List<String> ORDER = List.of(
            "harness",
            "micro",
            "baseline",
            "scene",
            "upstreams",
            "crowd",
            "cluster",
            "activation",
            "rest",
            "footprint",
            "sql",
            "load");

    @ArchTest
    static final ArchRule packagesUseOnlyThoseBeforeThem = ArchRuleDefinition.classes()
            .should(new ArchCondition<>("use only earlier packages") {
                @Override
                public void check(JavaClass from, ConditionEvents events) {
                    from.getDirectDependenciesFromSelf().stream()
                            .filter(use -> use.getTargetClass().getPackageName().startsWith("dev.weir.jmh"))
                            .filter(use -> place(use.getTargetClass()) > place(from))
                            .forEach(use -> events.add(SimpleConditionEvent.violated(from, use.getDescription())));
                }
            });

    @ArchTest
    static final ArchRule theBareServerAndTheCrowdUseNoBenchmark = ArchRuleDefinition.noClasses()
            .that()
            .resideInAnyPackage("dev.weir.jmh.baseline", "dev.weir.jmh.crowd", "dev.weir.jmh.load")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.weir.jmh.micro..");

    /** Benchmarks run in real time; so does the command, which is where the wiring of the load harness begins. */
    @ArchTest
    static final ArchRule takesTimeAsAnArgument = ArchRuleDefinition.noClasses()
            .that()
            .resideOutsideOfPackage("dev.weir.jmh.micro..")
            .and()
            .doNotBelongToAnyOf(Load.class)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Random.class);

    private static int place(JavaClass type) {
        String name = type.getPackageName();
        int place = name.equals("dev.weir.jmh.micro.jmh_generated")
                ? ORDER.indexOf("micro")
                : ORDER.indexOf(name.substring("dev.weir.jmh.".length()));
        if (place < 0) {
            throw new AssertionError("package " + name + " is not in the order of packages");
        }
        return place;
    }
}
