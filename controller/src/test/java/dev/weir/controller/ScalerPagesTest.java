package dev.weir.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.check.CheckedObject;
import dev.weir.controller.check.ManifestText;
import dev.weir.controller.workload.ResourceTriggers;
import dev.weir.controller.workload.WorkloadTypes;
import dev.weir.scalers.Scalers;
import dev.weir.scalers.spi.Declared;
import dev.weir.scalers.spi.HttpCounts;
import dev.weir.scalers.spi.InvalidTriggerException;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.Params.From;
import dev.weir.scalers.spi.PodIdentity;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.TriggerSpec;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each trigger type has a page that says what its declarations say. {@code -Dweir.golden=write} writes anew what follows from
 * them; what a parameter is, and the examples, are people's to write.
 */
final class ScalerPagesTest {

    private static final Scalers SCALERS = Scalers.load().and(WorkloadTypes.planned());
    private static final List<String> RESOURCES = List.of("cpu", "memory");

    /** Whatever is written is one of these. */
    private static final Set<String> ANYTHING = Set.of(
            "text",
            "anything",
            "a list separated by commas",
            "a list separated by semicolons",
            "a query string such as a=1&b=2");

    private static final Pattern TESTED =
            Pattern.compile("\\| `([a-z-]+)` \\| `([a-z.]+)` \\| [^|]+ \\| `([A-Za-z]+)` \\|");

    private static final String WRONG = "~wrong~";

    private static Vertx vertx;
    private static ScalerEnvironment environment;

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
        environment = new ScalerSettings(ScalerSettings.DEFAULT_HTTP_TIMEOUT, List.of(), Map.of())
                .environment(vertx, () -> Instant.EPOCH, null, HttpCounts.NONE);
    }

    @AfterAll
    static void close() throws Exception {
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    static Stream<String> types() {
        return Stream.concat(SCALERS.types().stream(), RESOURCES.stream()).sorted();
    }

    @ParameterizedTest
    @MethodSource("types")
    void saysWhatIsDeclared(String type) throws IOException {
        List<String> problems = new ArrayList<>();
        List<Declared> declared = declared(type, Map.of(), Map.of(), problems);
        ScalerPage page = ScalerPage.read(type);
        ScalerPage made = page.with(declared, problems);
        if ("write".equals(System.getProperty("weir.golden"))) {
            made.write();
        }
        assertEquals(made.text(), page.text(), "run this test with -Dweir.golden=write");
        assertEquals(
                List.of(),
                declared.stream()
                        .map(Declared::name)
                        .filter(name -> page.meaning(name).isBlank())
                        .toList(),
                "parameters that the page does not explain");
    }

    @ParameterizedTest
    @MethodSource("types")
    void itsExamplesAreAcceptedWithoutAWarning(String type) throws Exception {
        List<String> examples = ScalerPage.read(type).examples();
        assertFalse(examples.isEmpty(), "the page shows no example");
        for (String example : examples) {
            List<CheckedObject> checked = checked(type, example);
            assertTrue(checked.stream().anyMatch(object -> object.triggers().size() > 0), "no trigger in the example");
            assertEquals(
                    List.of(),
                    checked.stream()
                            .flatMap(object -> object.findings().stream())
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void whatIsMissingOrWrongIsExplained(String type) {
        List<String> missing = new ArrayList<>();
        for (Declared parameter : declared(type, Map.of(), Map.of(), missing)) {
            if (parameter.required()) {
                says(missing, "parameter \"" + parameter.name() + "\" is missing");
            }
            if (ANYTHING.contains(parameter.accepted())) {
                continue;
            }
            List<String> wrong = new ArrayList<>();
            boolean inManifest = parameter.from().contains(From.METADATA);
            Map<String, String> given = Map.of(parameter.name(), WRONG);
            declared(type, inManifest ? given : Map.of(), inManifest ? Map.of() : given, wrong);
            says(wrong, "parameter \"" + parameter.name() + "\" is " + (inManifest ? "\"" + WRONG : "not usable"));
        }
    }

    @Test
    void theListNamesEveryType() throws IOException {
        String list = Files.readString(ScalerPage.FOLDER.resolve("README.md"));
        assertEquals(
                List.of(),
                types().filter(type -> !list.contains("[" + type + "](" + type + ".md)"))
                        .toList());
    }

    /** Which server a type was tried against, and by which test, which is there. */
    @Test
    void theTableOfWhatIsTestedNamesEveryType() throws IOException {
        Map<String, List<String>> rows = new TreeMap<>();
        Matcher row = TESTED.matcher(Files.readString(Path.of("../scalers/README.md")));
        while (row.find()) {
            rows.put(row.group(1), List.of(row.group(2), row.group(3)));
        }
        assertEquals(types().collect(Collectors.toCollection(TreeSet::new)), rows.keySet());
        for (List<String> told : rows.values()) {
            String folder = "java/dev/weir/" + told.get(0).replace('.', '/');
            Path module = Path.of("..", told.get(0).split("\\.")[0]);
            assertTrue(Files.isDirectory(module.resolve("src/main").resolve(folder)), told::toString);
            assertTrue(
                    Files.exists(module.resolve("src/test").resolve(folder).resolve(told.get(1) + ".java")),
                    told::toString);
        }
    }

    @Test
    void thereIsNoPageOfAnythingElse() throws IOException {
        try (Stream<Path> pages = Files.list(ScalerPage.FOLDER)) {
            Set<String> named = pages.map(page -> page.getFileName().toString().replace(".md", ""))
                    .filter(name -> !name.equals("README"))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(types().collect(Collectors.toCollection(TreeSet::new)), named);
        }
    }

    private static void says(List<String> problems, String what) {
        assertTrue(
                problems.stream().anyMatch(problem -> problem.startsWith(what)), () -> what + " is not in " + problems);
    }

    private static List<CheckedObject> checked(String type, String example) throws Exception {
        OfflineCheck check = new OfflineCheck("keda", () -> Instant.EPOCH);
        try {
            return check.check(List.of(new ManifestText() {
                @Override
                public String name() {
                    return type + ".yaml";
                }

                @Override
                public String read() {
                    return example;
                }
            }));
        } finally {
            check.close().await(20, TimeUnit.SECONDS);
        }
    }

    /** Makes a trigger of the type; what it declares, and what it has against these parameters. */
    private static List<Declared> declared(
            String type, Map<String, String> metadata, Map<String, String> auth, List<String> problems) {
        TriggerSpec spec = new TriggerSpec(
                "ScaledObject",
                "default",
                "documented",
                0,
                null,
                type,
                metadata,
                auth,
                Map.of(),
                PodIdentity.NONE,
                RESOURCES.contains(type) ? "Utilization" : null,
                false);
        Params params = new Params(spec);
        try {
            if (RESOURCES.contains(type)) {
                ResourceTriggers.read(params);
            } else {
                SCALERS.find(type)
                        .orElseThrow()
                        .create(params, environment)
                        .source()
                        .close();
            }
        } catch (InvalidTriggerException e) {
            e.problems().forEach(problem -> problems.add(problem.replace(spec.label() + ": ", "")));
        }
        return params.declarations();
    }
}
