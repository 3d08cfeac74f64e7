package dev.weir.controller.manifests;

/**
 * How much is read.
 *
 * @param files of one folder, those in its subfolders included
 * @param fileBytes of one file; at most 1 GiB
 * @param documentBytes of one document of a file
 */
public record ManifestLimits(int files, int fileBytes, int documentBytes) {

    /** Room for 100,000 objects, in one file each or all in one. */
    public static final ManifestLimits DEFAULT = new ManifestLimits(200_000, 256 << 20);

    /** For manifests that are to be checked: an API server takes no document of more than 3 MiB. */
    public static final ManifestLimits CHECK = new ManifestLimits(200_000, 64 << 20, 3 << 20);

    /** Where a document may be as long as its file. */
    public ManifestLimits(int files, int fileBytes) {
        this(files, fileBytes, fileBytes);
    }

    public ManifestLimits {
        if (files < 1 || fileBytes < 1 || fileBytes > 1 << 30 || documentBytes < 1) {
            throw new IllegalArgumentException("limits from 1 file and from 1 byte to 1 GiB");
        }
    }
}
