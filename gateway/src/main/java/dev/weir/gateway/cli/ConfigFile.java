package dev.weir.gateway.cli;

import dev.weir.controller.manifests.Document;
import dev.weir.controller.manifests.Documents;
import dev.weir.controller.manifests.FieldPath;
import dev.weir.controller.manifests.ManifestLimits;
import dev.weir.gateway.config.Given;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The configuration file: YAML or JSON, settings by their names. Names may be nested ({@code tls: {cert: …}} is {@code
 * tls-cert}), and a list is its items with commas between. It is read by what reads manifests, with its bounds.
 */
final class ConfigFile {

    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_SETTINGS = 1_000;
    private static final ManifestLimits LIMITS = new ManifestLimits(1, MOST_BYTES);

    private final String name;
    private final Map<String, Given> settings;
    private final List<String> problems;
    private int documents;

    private ConfigFile(String name, Map<String, Given> settings, List<String> problems) {
        this.name = name;
        this.settings = settings;
        this.problems = problems;
    }

    /** Adds what stands in the file to the settings, unless they have a setting of that name already. */
    static void read(Path path, Map<String, Given> settings, List<String> problems) {
        String name = path.toString();
        try {
            long size = Files.size(path);
            if (!Files.isRegularFile(path)) {
                problems.add("--config: " + name + " is not a file");
            } else if (size > MOST_BYTES) {
                problems.add("--config: " + name + " has " + size + " bytes, at most " + MOST_BYTES + " are read");
            } else {
                ConfigFile file = new ConfigFile(name, settings, problems);
                Documents.each(name, Files.readString(path), LIMITS, file::add);
            }
        } catch (NoSuchFileException e) {
            problems.add("--config: there is no file " + name);
        } catch (CharacterCodingException e) {
            problems.add("--config: " + name + " is not text in UTF-8");
        } catch (IOException e) {
            problems.add(
                    "--config: " + name + " cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private void add(Document document) {
        document.flaws().forEach(flaw -> problems.add(name + ":" + flaw.line() + ": " + flaw.message()));
        if (++documents == 2) {
            problems.add(name + ":" + document.line(FieldPath.ROOT) + ": a second document; one is read");
        }
        if (!document.complete() || documents > 1) {
            return;
        }
        Object tree = document.tree();
        if (tree instanceof Map<?, ?> fields) {
            fields(document, FieldPath.ROOT, "", fields);
        } else if (tree != null) {
            problems.add(
                    name + ":" + document.line(FieldPath.ROOT) + ": is not a list of settings, such as port: 6443");
        }
    }

    private void fields(Document document, FieldPath path, String prefix, Map<?, ?> fields) {
        fields.forEach((key, value) -> {
            FieldPath at = path.field(String.valueOf(key));
            String setting = prefix.isEmpty() ? String.valueOf(key) : prefix + "-" + key;
            String origin = name + ":" + document.line(at);
            if (settings.size() > MOST_SETTINGS) {
                return;
            }
            if (value instanceof Map<?, ?> nested) {
                fields(document, at, setting, nested);
                return;
            }
            String text = text(value);
            if (text == null) {
                problems.add(origin + ": " + setting + ": given no value, accepted is a value, or a list of values");
            } else {
                settings.putIfAbsent(setting, new Given(text, origin));
            }
        });
    }

    /** As an option would be given; null for what is no value. */
    private static @Nullable String text(@Nullable Object value) {
        if (value instanceof List<?> items) {
            List<String> texts = new ArrayList<>();
            for (Object item : items) {
                if (item == null || item instanceof Map || item instanceof List) {
                    return null;
                }
                texts.add(item.toString());
            }
            return texts.stream().collect(Collectors.joining(","));
        }
        return value == null ? null : value.toString();
    }
}
