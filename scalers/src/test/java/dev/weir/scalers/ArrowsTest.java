package dev.weir.scalers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;

/** The arrows between the packages of this module: spi, auth, upstream and document, then families that are blind to each other. */
@AnalyzeClasses(packages = "dev.weir.scalers", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArrowsTest {

    private static final String ROOT = "dev.weir.scalers";
    private static final String[] SHARED = {
        ROOT + ".spi..", ROOT + ".auth..", ROOT + ".upstream..", ROOT + ".document.."
    };

    @ArchTest
    static final ArchRule spiKnowsOnlyTheCache = classes()
            .that()
            .resideInAPackage(ROOT + ".spi..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + ".spi..", "dev.weir.cache.source..", "io.vertx.core..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule authKnowsNoUpstream = noClasses()
            .that()
            .resideInAPackage(ROOT + ".auth..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".upstream..", ROOT);

    @ArchTest
    static final ArchRule sharedPackagesKnowNoFamily = noClasses()
            .that()
            .resideInAnyPackage(SHARED)
            .should()
            .dependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                    "belong to a family",
                    c -> c.getPackageName().startsWith(ROOT)
                            && !c.getPackageName().matches(".*\\.(spi|auth|upstream|document)")));

    @ArchTest
    static final ArchRule documentsKnowNobody = classes()
            .that()
            .resideInAPackage(ROOT + ".document..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + ".document..",
                    "java..",
                    "javax.xml.stream..",
                    "org.jspecify..",
                    "org.snakeyaml..",
                    "com.fasterxml.jackson.core..");

    @ArchTest
    static final ArchRule familiesAreBlindToEachOther = slices().matching(ROOT + ".(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(
                    com.tngtech.archunit.base.DescribedPredicate.alwaysTrue(),
                    com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage(SHARED));

    @ArchTest
    static final ArchRule noTypeIsKnownByName = noClasses()
            .that()
            .resideInAPackage(ROOT)
            .should()
            .dependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                    "belong to a family",
                    c -> c.getPackageName().startsWith(ROOT + ".")
                            && !c.getPackageName().matches(".*\\.(spi|auth|upstream|document)")));

    @ArchTest
    static final ArchRule nothingHereKnowsKubernetesOrTheOtherModules = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8..", "dev.weir.controller..", "dev.weir.gateway..", "dev.weir.cache.poll..");

    @ArchTest
    static final ArchRule timeAndChanceAreArguments = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callConstructor(Random.class);

    @ArchTest
    static final ArchRule nothingIsLocked = methods().should().notHaveModifier(JavaModifier.SYNCHRONIZED);
}
