package dev.weir.controller.manifests;

import java.util.List;

/**
 * What one file holds.
 *
 * @param manifests those of kinds that matter, as far as they could be read
 * @param problems why the file, or a document of it, could not be read
 */
public record ManifestFile(String name, List<Manifest> manifests, List<String> problems) {

    public ManifestFile {
        manifests = List.copyOf(manifests);
        problems = List.copyOf(problems);
    }
}
