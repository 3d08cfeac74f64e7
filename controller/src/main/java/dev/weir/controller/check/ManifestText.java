package dev.weir.controller.check;

import java.io.IOException;

/** A text of manifests. Read twice, so that not all texts have to be kept. */
public interface ManifestText {

    /** As users are told; JSON if it ends in {@code .json}. */
    String name();

    /** @throws IOException with a message that follows the name and shows nothing of the content */
    String read() throws IOException;
}
