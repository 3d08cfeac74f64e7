package dev.weir.controller.manifests;

/**
 * How much is read.
 *
 * @param files of one folder, those in its subfolders included
 * @param fileBytes of one file; at most 1 GiB
 */
public record ManifestLimits(int files, int fileBytes) {

    /** Room for 100,000 objects, in one file each or all in one. */
    public static final ManifestLimits DEFAULT = new ManifestLimits(200_000, 256 << 20);

    public ManifestLimits {
        if (files < 1 || fileBytes < 1 || fileBytes > 1 << 30) {
            throw new IllegalArgumentException("limits from 1 file and from 1 byte to 1 GiB");
        }
    }
}
