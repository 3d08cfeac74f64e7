package dev.weir.controller;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Holds the arrows between the packages of this module. Rules about packages that do not exist yet say nothing. */
@AnalyzeClasses(packages = "dev.weir.controller", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "dev.weir.controller";

    /** A package may use only those before it. The root, last, may use all. */
    private static final List<String> ORDER = List.of(
            "formula",
            "decision",
            "wire",
            "api",
            "desired",
            "admission",
            "kube",
            "certificates",
            "manifests",
            "credentials",
            "cloudevents",
            "workload",
            "metricsplane",
            "journal",
            "check",
            "observed",
            "controlplane",
            "explain",
            "review");

    /** What asks the machine for the time or for chance; both are arguments everywhere but in the wiring. */
    private static final Set<String> TIME_AND_CHANCE = Set.of(
            "java.time.Instant.now",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.InstantSource.system",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.lang.System.nanoTime",
            "java.lang.System.currentTimeMillis",
            "java.lang.Math.random",
            "java.util.Random.<init>",
            "java.util.Date.<init>",
            "java.util.SplittableRandom.<init>",
            "java.util.UUID.randomUUID",
            "java.util.concurrent.ThreadLocalRandom.current");

    @ArchTest
    static final ArchRule packagesUseOnlyThoseBeforeThem = noClasses()
            .should(dependOnLaterPackages())
            .because("the order of the packages is " + ORDER + " and then the root");

    @ArchTest
    static final ArchRule everyPackageHasItsPlaceInTheOrder = classes()
            .should()
            .resideInAnyPackage(Stream.concat(Stream.of(ROOT), Stream.of(in(ORDER.toArray(String[]::new))))
                    .toArray(String[]::new));

    @ArchTest
    static final ArchRule pureRoomsKnowNoVertx = noClasses()
            .that()
            .resideInAnyPackage(in("formula", "decision", "desired", "admission"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule wireKnowsOnlyTheBytesOfVertx = noClasses()
            .that()
            .resideInAnyPackage(in("wire"))
            .should()
            .dependOnClassesThat(resideInAPackage("io.vertx..").and(resideOutsideOfPackage("io.vertx.core.buffer..")))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule numbersKnowNoResource = noClasses()
            .that()
            .resideInAnyPackage(in("formula", "decision", "wire"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8..", ROOT + ".api..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule pureRoomsDoNoInputOrOutput = noClasses()
            .that()
            .resideInAnyPackage(in("formula", "decision", "wire", "desired", "admission"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.net..", "java.nio.file..", "java.nio.channels..", "io.fabric8.kubernetes.client..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule timeAndChanceAreArguments = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT)
            .should()
            .accessTargetWhere(new DescribedPredicate<>("the time or chance of the machine is asked for") {
                @Override
                public boolean test(JavaAccess<?> access) {
                    AccessTarget target = access.getTarget();
                    return TIME_AND_CHANCE.contains(target.getOwner().getFullName() + "." + target.getName());
                }
            });

    @ArchTest
    static final ArchRule controllerKnowsNothingOfServing =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("dev.weir.gateway..", "io.vertx.ext.web..");

    private static String[] in(String... packages) {
        return Stream.of(packages).map(name -> ROOT + "." + name + "..").toArray(String[]::new);
    }

    private static ArchCondition<JavaClass> dependOnLaterPackages() {
        return new ArchCondition<>("depend on a later package of the module") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                int own = position(item);
                item.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> position(dependency.getTargetClass()) > own)
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.satisfied(item, dependency.getDescription())));
            }
        };
    }

    /** Where a class's package stands in the order; classes of others come before all. */
    private static int position(JavaClass type) {
        String name = type.getPackageName();
        if (name.equals(ROOT)) {
            return ORDER.size();
        }
        return name.startsWith(ROOT + ".")
                ? ORDER.indexOf(name.substring(ROOT.length() + 1).split("\\.")[0])
                : -1;
    }
}
