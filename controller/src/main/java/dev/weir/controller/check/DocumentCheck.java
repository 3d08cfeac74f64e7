package dev.weir.controller.check;

import dev.weir.controller.manifests.Document;
import dev.weir.controller.manifests.FieldPath;
import dev.weir.controller.manifests.ManifestReader;
import dev.weir.controller.manifests.Manifests;
import dev.weir.scalers.spi.Params;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One document: which objects of our kinds are in it, whether they are what their schemas say, and the rest. */
final class DocumentCheck {

    private static final FieldPath METADATA = FieldPath.ROOT.field("metadata");

    private final Schemas schemas;
    private final ManifestReader reader;
    private final ObjectCheck objects;
    private final Claims claims = new Claims();
    private final Consumer<CheckedObject> checked;

    /** @param checked takes each object */
    DocumentCheck(Schemas schemas, ManifestReader reader, ObjectCheck objects, Consumer<CheckedObject> checked) {
        this.schemas = schemas;
        this.reader = reader;
        this.objects = objects;
        this.checked = checked;
    }

    void check(String file, Document document) {
        if (!document.complete()) {
            checked.accept(unreadable(file, document));
            return;
        }
        each(file, document, document.tree(), FieldPath.ROOT);
    }

    private static CheckedObject unreadable(String file, Document document) {
        List<Finding> findings = document.flaws().stream()
                .map(flaw -> new Finding(Severity.error, flaw.line(), "", flaw.message()))
                .toList();
        return new CheckedObject(file, document.line(FieldPath.ROOT), "", "", "", findings, List.of());
    }

    private void each(String file, Document document, @Nullable Object tree, FieldPath path) {
        if (!(tree instanceof Map<?, ?> map)) {
            return;
        }
        String kind = map.get("kind") instanceof String text ? text : "";
        if (path.equals(FieldPath.ROOT) && kind.endsWith("List") && map.get("items") instanceof List<?> items) {
            for (int i = 0; i < items.size(); i++) {
                each(file, document, items.get(i), FieldPath.ROOT.field("items").item(i));
            }
            return;
        }
        String version = map.get("apiVersion") instanceof String text ? text : "";
        if (Schemas.kinds().containsKey(kind) || Schemas.isGroup(Manifests.group(version))) {
            checked.accept(one(file, document, map, path));
        }
    }

    private CheckedObject one(String file, Document document, Map<?, ?> tree, FieldPath path) {
        Findings findings = new Findings(document, path);
        if (path.equals(FieldPath.ROOT)) {
            document.flaws().forEach(flaw -> findings.flaw(flaw.line(), flaw.message()));
        }
        Identity identity = Identity.of(tree);
        String place = file + ":" + document.line(path);
        Optional<HasMetadata> object = identified(tree, findings) ? object(tree, identity, findings) : Optional.empty();
        List<CheckedTrigger> triggers =
                object.map(found -> rest(found, identity, place, findings)).orElseGet(List::of);
        return new CheckedObject(
                file,
                document.line(path),
                FieldPath.shown(identity.kind()),
                FieldPath.shown(identity.key().namespace()),
                FieldPath.shown(identity.key().name()),
                findings.inOrder(),
                triggers);
    }

    private List<CheckedTrigger> rest(HasMetadata object, Identity identity, String place, Findings findings) {
        boolean named = !identity.key().name().isEmpty();
        boolean first = !named || claims.name(identity.kind(), identity.key(), place, findings);
        if (named && first && object instanceof dev.weir.controller.api.ScaledObject scaled) {
            claims.scaled(scaled, place, findings);
        }
        return objects.of(object, findings);
    }

    /** Whether it is clear which kind it is. */
    private static boolean identified(Map<?, ?> tree, Findings findings) {
        String kind = tree.get("kind") instanceof String text ? text : null;
        Set<String> kinds = new TreeSet<>(Schemas.kinds().keySet());
        if (kind == null || !kinds.contains(kind)) {
            findings.mistyped(
                    FieldPath.ROOT.field("kind"),
                    "is " + (kind == null ? "no text" : "\"" + FieldPath.shown(kind) + "\"") + ", accepted is one of "
                            + String.join(", ", kinds)
                            + Params.nearest(kind == null || kind.length() > 80 ? "" : kind, kinds)
                                    .map(near -> "; did you mean \"" + near + "\"?")
                                    .orElse(""));
            return false;
        }
        String served = Schemas.apiVersion(kind).orElse("");
        if (!served.equals(tree.get("apiVersion"))) {
            findings.mistyped(FieldPath.ROOT.field("apiVersion"), "must be " + served + " for a " + kind);
            return false;
        }
        return true;
    }

    private Optional<HasMetadata> object(Map<?, ?> tree, Identity identity, Findings findings) {
        SchemaCheck check = new SchemaCheck(findings);
        Map<String, Object> usable = new LinkedHashMap<>();
        Map<String, Object> rest = new LinkedHashMap<>();
        tree.forEach((name, value) -> {
            if (!Set.of("apiVersion", "kind", "metadata", "status").contains(name)) {
                rest.put((String) name, value);
            }
        });
        Object fields = check.usable(schemas.of(identity.kind()), rest, FieldPath.ROOT);
        if (fields instanceof Map<?, ?> map) {
            map.forEach((name, value) -> usable.put((String) name, value));
        }
        usable.put("apiVersion", Objects.requireNonNull(tree.get("apiVersion")));
        usable.put("kind", identity.kind());
        usable.put("metadata", metadata(tree.get("metadata"), identity, check, findings));
        List<String> problems = new ArrayList<>();
        Optional<HasMetadata> object = reader.object(usable, problems);
        problems.forEach(problem -> findings.error(FieldPath.ROOT, problem));
        return object;
    }

    /** An API server drops what is null there. */
    private Map<?, ?> metadata(@Nullable Object given, Identity identity, SchemaCheck check, Findings findings) {
        Object present = given;
        if (given instanceof Map<?, ?> map) {
            Map<Object, Object> kept = new LinkedHashMap<>(map);
            kept.values().removeIf(Objects::isNull);
            present = kept;
        }
        Object usable = present == null ? Map.of() : check.usable(schemas.metadata(), present, METADATA);
        identity.check(findings);
        return usable instanceof Map<?, ?> map ? map : Map.of();
    }
}
