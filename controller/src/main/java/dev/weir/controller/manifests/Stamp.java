package dev.weir.controller.manifests;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** By what a change of a file is noticed without reading it; a file that is replaced has another identity. */
record Stamp(FileTime modified, long size, @Nullable Object identity) {

    static Stamp of(BasicFileAttributes attributes) {
        return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }
}
