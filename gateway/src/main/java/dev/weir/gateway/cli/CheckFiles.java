package dev.weir.gateway.cli;

import dev.weir.controller.check.ManifestText;
import dev.weir.controller.manifests.ManifestFolder;
import dev.weir.controller.manifests.ManifestLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** From what stands on the command line to texts: files, folders with all that is below them, and standard input. */
final class CheckFiles {

    static final String STANDARD_INPUT = "-";

    private static final ManifestLimits LIMITS = ManifestLimits.CHECK;

    private CheckFiles() {}

    /** A file, read each time it is asked for. */
    private record OfFile(String name, Path path) implements ManifestText {

        @Override
        public String read() throws IOException {
            return ManifestFolder.text(path, LIMITS);
        }
    }

    /** Standard input can be read only once, so it is kept. */
    private record Held(String name, ByteBuffer bytes) implements ManifestText {

        @Override
        public String read() throws IOException {
            if (bytes.limit() > LIMITS.fileBytes()) {
                throw new IOException("has more than " + LIMITS.fileBytes() + " bytes, which is the limit");
            }
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(bytes.duplicate())
                        .toString();
            } catch (CharacterCodingException e) {
                throw new IOException("is not UTF-8", e);
            }
        }
    }

    /**
     * Each file once, in the order given.
     *
     * @throws IllegalArgumentException with a sentence for the user if there is no such file
     */
    static List<ManifestText> of(List<String> given, InputStream in) throws IOException {
        List<ManifestText> texts = new ArrayList<>();
        Set<Path> seen = new LinkedHashSet<>();
        for (String each : given) {
            Path path = Path.of(each);
            if (each.equals(STANDARD_INPUT)) {
                texts.add(new Held("stdin", ByteBuffer.wrap(in.readNBytes(LIMITS.fileBytes() + 1))));
            } else if (Files.isDirectory(path)) {
                ManifestFolder.files(path, LIMITS).forEach(file -> add(file, seen, texts));
            } else if (Files.exists(path)) {
                add(path, seen, texts);
            } else {
                throw new IllegalArgumentException("given \"" + each + "\", which does not exist");
            }
        }
        return texts;
    }

    private static void add(Path path, Set<Path> seen, List<ManifestText> texts) {
        if (seen.add(path.toAbsolutePath().normalize())) {
            texts.add(new OfFile(path.toString(), path));
        }
    }
}
