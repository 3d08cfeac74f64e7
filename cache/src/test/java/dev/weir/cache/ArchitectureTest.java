package dev.weir.cache;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Lock;

/** The arrows between the packages of the cache, and what none of them may do. */
@AnalyzeClasses(packages = "dev.weir.cache", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesUseOnlyThoseAboveThem = Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("trace")
            .definedBy("dev.weir.cache.trace")
            .layer("source")
            .definedBy("dev.weir.cache.source")
            .layer("history")
            .definedBy("dev.weir.cache.history")
            .layer("pace")
            .definedBy("dev.weir.cache.pace")
            .layer("poll")
            .definedBy("dev.weir.cache.poll")
            .layer("board")
            .definedBy("dev.weir.cache.board")
            .layer("root")
            .definedBy("dev.weir.cache")
            .whereLayer("trace")
            .mayNotAccessAnyLayer()
            .whereLayer("source")
            .mayOnlyAccessLayers("trace")
            .whereLayer("history")
            .mayOnlyAccessLayers("source")
            .whereLayer("pace")
            .mayOnlyAccessLayers("source", "history")
            .whereLayer("poll")
            .mayOnlyAccessLayers("trace", "source", "history", "pace")
            .whereLayer("board")
            .mayOnlyAccessLayers("source", "history", "pace", "poll");

    @ArchTest
    static final ArchRule everyPackageHasItsPlace = noClasses()
            .should()
            .resideOutsideOfPackages(
                    "dev.weir.cache",
                    "dev.weir.cache.trace",
                    "dev.weir.cache.source",
                    "dev.weir.cache.history",
                    "dev.weir.cache.pace",
                    "dev.weir.cache.cluster",
                    "dev.weir.cache.poll",
                    "dev.weir.cache.board");

    @ArchTest
    static final ArchRule knowsNoKubernetesAndNoScaler = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8..", "dev.weir.scalers..", "dev.weir.controller..", "dev.weir.gateway..");

    @ArchTest
    static final ArchRule nothingIsLocked = noMethods().should().haveModifier(JavaModifier.SYNCHRONIZED);

    @ArchTest
    static final ArchRule noLocks = noClasses().should().dependOnClassesThat().areAssignableTo(Lock.class);

    @ArchTest
    static final ArchRule timeAndChanceAreArguments = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName(Random.class.getName())
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocalRandom.class);

    @ArchTest
    static final ArchRule loopsAreVertxsOnlyInTheWiring = noClasses()
            .that()
            .resideOutsideOfPackage("dev.weir.cache")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.vertx.core.Vertx")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx.core.internal..");

    @ArchTest
    static final ArchRule nothingWaits = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(java.util.concurrent.CompletableFuture.class, "get")
            .orShould()
            .callMethod(java.util.concurrent.CompletableFuture.class, "join");
}
