package dev.weir.controller.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The CRDs as the resource classes say them, by file name. The generator reads the annotations of the client;
 * {@link SchemaRules} adds what those cannot say.
 */
final class Crds {

    /** Where the CRDs are kept; tests run in the module's folder. */
    static final Path FOLDER = Path.of("..", "deploy", "crds");

    /** Every resource class, and whether its {@code spec} has to be there. */
    private static final Map<Class<? extends CustomResource<?, ?>>, Boolean> RESOURCES = new LinkedHashMap<>();

    static {
        RESOURCES.put(ScaledObject.class, true);
        RESOURCES.put(ScaledJob.class, false);
        RESOURCES.put(TriggerAuthentication.class, true);
        RESOURCES.put(ClusterTriggerAuthentication.class, true);
        RESOURCES.put(CloudEventSource.class, true);
        RESOURCES.put(ClusterCloudEventSource.class, true);
    }

    private Crds() {}

    private record InMemory(Map<String, ByteArrayOutputStream> byName)
            implements CRDGenerator.CRDOutput<ByteArrayOutputStream> {

        @Override
        public ByteArrayOutputStream outputFor(String crdName) {
            return byName.computeIfAbsent(crdName, name -> new ByteArrayOutputStream());
        }

        @Override
        public void close() {
            // Nothing is open: the bytes are in memory.
        }
    }

    /** File name → YAML, as generated now. */
    static Map<String, String> generated() {
        InMemory outputs = new InMemory(new TreeMap<>());
        new CRDGenerator()
                .forCRDVersions("v1")
                .withMinQuotes(true)
                .withParallelGenerationEnabled(false)
                .withPostProcessor(new CRDPostProcessor() {
                    @Override
                    public HasMetadata process(HasMetadata crd, String crdSpecVersion) {
                        complete((CustomResourceDefinition) crd);
                        return crd;
                    }
                })
                .customResourceClasses(List.copyOf(RESOURCES.keySet()))
                .withOutput(outputs)
                .generate();
        Map<String, String> files = new TreeMap<>();
        outputs.byName().forEach((name, bytes) -> files.put(fileName(name), bytes.toString(StandardCharsets.UTF_8)));
        return files;
    }

    /** File name → YAML, as checked in. */
    static Map<String, String> checkedIn() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (var paths = Files.list(FOLDER)) {
            for (Path path : paths.toList()) {
                files.put(path.getFileName().toString(), Files.readString(path));
            }
        }
        return files;
    }

    static void write() throws IOException {
        Files.createDirectories(FOLDER);
        for (Map.Entry<String, String> file : generated().entrySet()) {
            Files.writeString(FOLDER.resolve(file.getKey()), file.getValue());
        }
    }

    /** {@code scaledobjects.keda.sh-v1} becomes {@code keda.sh_scaledobjects.yaml}, which is what KEDA's file is called. */
    private static String fileName(String output) {
        String crd = output.substring(0, output.lastIndexOf('-'));
        int dot = crd.indexOf('.');
        return crd.substring(dot + 1) + "_" + crd.substring(0, dot) + ".yaml";
    }

    private static void complete(CustomResourceDefinition crd) {
        Class<? extends CustomResource<?, ?>> type = RESOURCES.keySet().stream()
                .filter(c -> c.getSimpleName().equals(crd.getSpec().getNames().getKind()))
                .findFirst()
                .orElseThrow();
        CustomResourceDefinitionVersion version = crd.getSpec().getVersions().get(0);
        version.getAdditionalPrinterColumns().sort(asDeclared(type));
        JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
        if (RESOURCES.get(type)) {
            root.setRequired(List.of("spec"));
        }
        var generics = (ParameterizedType) type.getGenericSuperclass();
        SchemaRules rules = new SchemaRules();
        rules.apply(
                (Class<?>) generics.getActualTypeArguments()[0],
                root.getProperties().get("spec"));
        rules.apply(
                (Class<?>) generics.getActualTypeArguments()[1],
                root.getProperties().get("status"));
    }

    /** The generator sorts columns by path; people know them in the order of the annotations. */
    private static Comparator<CustomResourceColumnDefinition> asDeclared(Class<?> type) {
        List<String> names = Arrays.stream(type.getAnnotationsByType(AdditionalPrinterColumn.class))
                .map(AdditionalPrinterColumn::name)
                .toList();
        return Comparator.comparingInt(column -> names.indexOf(column.getName()));
    }
}
