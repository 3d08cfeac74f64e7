package dev.weir.gateway.replicas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.gateway.config.InvalidSettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterSecretTest {

    private static final String TEXT = "0123456789abcdef0123456789abcdef";
    private static final Instant NOW = Instant.parse("2026-11-27T00:00:00Z");

    @TempDir
    private Path folder;

    private ClusterSecret secret(String content) throws IOException {
        return ClusterSecret.read(Files.writeString(folder.resolve("secret"), content));
    }

    @Test
    void eachUseHasItsKeyAndWhiteSpaceDoesNotMatter() throws IOException {
        ClusterSecret secret = secret(TEXT);
        assertEquals(48, secret.keyFor("one", 48).length);
        assertArrayEquals(secret.keyFor("one", 48), secret(" " + TEXT + "\n").keyFor("one", 48));
        assertFalse(Arrays.equals(secret.keyFor("one", 48), secret.keyFor("other", 48)));
        assertFalse(Arrays.equals(secret.keyFor("one", 48), secret(TEXT + "0").keyFor("one", 48)));
        assertFalse(secret.toString().contains(TEXT));
    }

    @Test
    void aFileThatHoldsNoSecretIsNamedAndWhatItHoldsIsNot() {
        InvalidSettingsException shortOne = assertThrows(InvalidSettingsException.class, () -> secret("too-short-one"));
        assertTrue(shortOne.getMessage().contains("cluster-secret-file: given"), shortOne.getMessage());
        assertFalse(shortOne.getMessage().contains("too-short-one"));
        InvalidSettingsException missing =
                assertThrows(InvalidSettingsException.class, () -> ClusterSecret.read(folder.resolve("nothing")));
        assertTrue(missing.getMessage().contains("which cannot be read"), missing.getMessage());
    }

    @Test
    void everyReplicaHasTheSameAuthorityAndAKeyOfItsOwn() throws IOException {
        ReplicaIdentity one = ReplicaIdentity.make(secret(TEXT), NOW);
        ReplicaIdentity other = ReplicaIdentity.make(secret(TEXT), NOW.plusSeconds(3_600));
        ReplicaIdentity stranger = ReplicaIdentity.make(secret(TEXT + "0"), NOW);
        assertEquals(
                one.authority().certificate().getPublicKey(),
                other.authority().certificate().getPublicKey());
        assertFalse(one.leaf()
                .certificate()
                .getPublicKey()
                .equals(other.leaf().certificate().getPublicKey()));
        assertFalse(one.authority()
                .certificate()
                .getPublicKey()
                .equals(stranger.authority().certificate().getPublicKey()));
        assertTrue(one.leaf().certificate().getNotAfter().toInstant().isAfter(NOW.plusSeconds(9L * 365 * 86_400)));
    }
}
