package dev.weir.controller.certificates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.certificates.CertificatePlan.Forget;
import dev.weir.controller.certificates.CertificatePlan.NewAuthority;
import dev.weir.controller.certificates.CertificatePlan.NewLeaf;
import dev.weir.controller.certificates.CertificatePlan.Nothing;
import dev.weir.controller.certificates.CertificatePlan.Renew;
import dev.weir.controller.certificates.CertificatePlan.Settle;
import dev.weir.controller.certificates.CertificatePlan.Step;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is to be done about a Secret, on a clock that the test moves. */
class CertificatePlanTest {

    private static final Instant START = Instant.parse("2026-12-01T00:00:00Z");
    private static final Set<String> NAMES = Set.of("keda-operator", "keda-operator.keda.svc");
    private static final Duration GRACE = Duration.ofHours(24);

    /** Keys take their time, so all cases start from the same good Secret. */
    private static final HeldCertificates GOOD = new Renew().applied(HeldCertificates.NOTHING, NAMES, START);

    private final CertificatePlan plan = new CertificatePlan(NAMES, GRACE);

    @Test
    void fillsWhatIsEmptyAndThenLeavesItAlone() {
        assertInstanceOf(Renew.class, next(START, HeldCertificates.NOTHING));
        assertInstanceOf(Nothing.class, next(START, GOOD));
        assertInstanceOf(Nothing.class, next(START.plus(Duration.ofDays(274)), GOOD));
        assertEquals(GOOD, HeldCertificates.of(GOOD.data()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"})
    void fillsWhatIsGarbage(String text) {
        Map<String, String> data = new HashMap<>();
        GOOD.data().keySet().forEach(key -> data.put(key, base64(text)));
        assertInstanceOf(Renew.class, next(START, HeldCertificates.of(data)));
        data.replaceAll((key, value) -> "%%% no base64 %%%");
        assertInstanceOf(Renew.class, next(START, HeldCertificates.of(data)));
    }

    @Test
    void theLeafIsMadeAnewWhereItsNamesAreNotOurs() {
        CertificatePlan more = new CertificatePlan(Set.of("keda-operator", "another"), GRACE);
        assertInstanceOf(NewLeaf.class, more.next(START, GOOD, false));
    }

    @Test
    void theLeafIsMadeAnewNinetyDaysBeforeItsEnd() {
        Instant due = START.plus(Duration.ofDays(365 - 90));
        assertInstanceOf(Nothing.class, next(due.minusSeconds(1), GOOD));
        assertInstanceOf(NewLeaf.class, next(due, GOOD));
        HeldCertificates renewed = new NewLeaf().applied(GOOD, NAMES, due);
        assertEquals(GOOD.root(), renewed.root());
        assertInstanceOf(Nothing.class, next(due, renewed));
        assertInstanceOf(NewLeaf.class, next(START.plus(Duration.ofDays(400)), GOOD), "after its end too");
    }

    @Test
    void aLeafThatIsOfAnotherAuthorityOrOfNoUseIsMadeAnew() {
        assertInstanceOf(NewLeaf.class, next(START, without(HeldCertificates.LEAF_KEY)));
        assertInstanceOf(NewLeaf.class, next(START, without(HeldCertificates.LEAF)));
        HeldCertificates other = new Renew().applied(HeldCertificates.NOTHING, NAMES, START);
        Map<String, String> mixed = new HashMap<>(GOOD.data());
        mixed.put(HeldCertificates.LEAF, other.data().get(HeldCertificates.LEAF));
        assertInstanceOf(NewLeaf.class, next(START, HeldCertificates.of(mixed)), "its key is another's");
        mixed.put(HeldCertificates.LEAF_KEY, other.data().get(HeldCertificates.LEAF_KEY));
        assertInstanceOf(NewLeaf.class, next(START, HeldCertificates.of(mixed)), "nobody can check it, so no waiting");
    }

    @Test
    void anAuthorityThatIsAboutToEndIsReplacedInThreeSteps() {
        Instant due = GOOD.root().orElseThrow().getNotAfter().toInstant().minus(CertificatePlan.AHEAD);
        HeldCertificates old = new NewLeaf().applied(GOOD, NAMES, due.minusSeconds(1));
        assertInstanceOf(Nothing.class, next(due.minusSeconds(1), old));
        assertThreeSteps(old, due);
    }

    @Test
    void anAuthorityWhoseKeyIsLostIsReplacedInThreeSteps() {
        assertThreeSteps(without(HeldCertificates.ROOT_KEY), START.plusSeconds(60));
    }

    private void assertThreeSteps(HeldCertificates old, Instant due) {
        assertInstanceOf(NewAuthority.class, next(due, old));
        HeldCertificates both = read(new NewAuthority().applied(old, NAMES, due));
        assertEquals(old.leaf(), both.leaf(), "what is shown stays");
        assertEquals(
                List.of(both.root().orElseThrow(), old.root().orElseThrow()),
                both.trusted().toList());
        assertTrue(both.serves(due));

        assertInstanceOf(Settle.class, plan.next(due, both, false));
        assertInstanceOf(NewLeaf.class, plan.next(due, both, true));
        HeldCertificates shown = read(new NewLeaf().applied(both, NAMES, due));
        assertTrue(shown.leafIsOfRoot());
        assertTrue(
                shown.trusted().toList().contains(old.root().orElseThrow()), "who still shows the old one is trusted");

        assertInstanceOf(Nothing.class, next(due.plus(GRACE).minusSeconds(1), shown));
        Step last = next(due.plus(GRACE), shown);
        assertInstanceOf(Forget.class, last);
        HeldCertificates end = read(last.applied(shown, NAMES, due));
        assertEquals(List.of(shown.root().orElseThrow()), end.trusted().toList());
        assertFalse(end.data().containsKey(HeldCertificates.FORMER));
        assertInstanceOf(Nothing.class, next(due.plus(GRACE), end));
    }

    @Test
    void anAuthorityThatHasEndedIsWaitedForByNobody() {
        Instant after = GOOD.root().orElseThrow().getNotAfter().toInstant().plusSeconds(1);
        assertInstanceOf(Renew.class, next(after, GOOD));
        HeldCertificates made = new Renew().applied(GOOD, NAMES, after);
        assertEquals(List.of(), made.former(), "what has ended is not trusted");
        assertTrue(made.serves(after));
    }

    @Test
    void aLeafThatEndsWhileItWaitsIsReplacedAtOnce() {
        HeldCertificates both = new NewAuthority().applied(without(HeldCertificates.ROOT_KEY), NAMES, START);
        Instant after = both.leaf().orElseThrow().certificate().getNotAfter().toInstant();
        assertInstanceOf(Settle.class, plan.next(after.minusSeconds(1), both, false));
        assertInstanceOf(NewLeaf.class, plan.next(after, both, false));
    }

    @Test
    void aKeyThatIsAnothersIsNone() {
        HeldCertificates other = new Renew().applied(HeldCertificates.NOTHING, NAMES, START);
        Map<String, String> mixed = new HashMap<>(GOOD.data());
        mixed.put(HeldCertificates.ROOT_KEY, other.data().get(HeldCertificates.ROOT_KEY));
        assertInstanceOf(NewAuthority.class, next(START, HeldCertificates.of(mixed)));
        mixed.put(
                HeldCertificates.ROOT_KEY,
                base64(CertificateMaker.selfSigned(START).keyPem()));
        assertInstanceOf(NewAuthority.class, next(START, HeldCertificates.of(mixed)), "nor is one of another kind");
    }

    @Test
    void aLeafIsNoAuthority() {
        Map<String, String> data = new HashMap<>(GOOD.data());
        data.put(HeldCertificates.ROOT, data.get(HeldCertificates.LEAF));
        data.put(HeldCertificates.ROOT_KEY, data.get(HeldCertificates.LEAF_KEY));
        assertInstanceOf(Renew.class, next(START, HeldCertificates.of(data)));
    }

    @Test
    void whatBeginsLaterIsOfNoUseYet() {
        assertInstanceOf(Renew.class, next(START.minus(Duration.ofHours(2)), GOOD));
        assertInstanceOf(Nothing.class, next(START.minus(Duration.ofMinutes(59)), GOOD), "clocks may differ");
    }

    @Test
    void kedasOwnIsTakenAsItIs() throws IOException {
        CertificateSettings settings = new CertificateSettings(
                "keda",
                "kedaorg-certs",
                List.of("keda-operator", "keda-metrics-apiserver", "keda-admission-webhooks"),
                "cluster.local",
                List.of(),
                Optional.empty(),
                Optional.empty(),
                CertificateSettings.Pace.DEFAULT);
        HeldCertificates keda = kedas();
        assertInstanceOf(Nothing.class, new CertificatePlan(settings.names(), GRACE).next(START, keda, false));
        assertEquals(
                settings.names(),
                CertificatePlan.namesOf(keda.leaf().orElseThrow().certificate()));
        assertEquals("CN=KEDA, O=KEDAORG", subject(keda));
        assertEquals("CN=KEDA, O=KEDAORG", subject(GOOD), "and ours is called the same");
        assertEquals(secret().getData(), keda.data(), "written as it was read");
    }

    private static String subject(HeldCertificates held) {
        return held.root().orElseThrow().getSubjectX500Principal().toString();
    }

    @Test
    void makesThemAsKedaDoes() throws Exception {
        X509Certificate root = GOOD.root().orElseThrow();
        X509Certificate leaf = GOOD.leaf().orElseThrow().certificate();
        assertEquals(
                START.plus(Duration.ofDays(3653)), root.getNotAfter().toInstant(), "ten years with three leap days");
        assertEquals(START.plus(Duration.ofDays(365)), leaf.getNotAfter().toInstant());
        assertEquals(List.of("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"), leaf.getExtendedKeyUsage());
        assertEquals(NAMES, CertificatePlan.namesOf(leaf));
        assertEquals("SHA256withRSA", leaf.getSigAlgName());
        assertEquals(2048, ((RSAKey) leaf.getPublicKey()).getModulus().bitLength());
        assertTrue(GOOD.authority().orElseThrow().keyPem().startsWith("-----BEGIN RSA PRIVATE KEY-----"));
    }

    @Test
    void replacementsInARowStayBounded() {
        HeldCertificates held = GOOD;
        for (int times = 0; times < 8; times++) {
            held = new NewAuthority().applied(held, NAMES, START);
        }
        assertEquals(5, held.former().size());
        assertTrue(held.serves(START), "the authority of what is shown is among them");
    }

    @Test
    void whatIsInUseOutlastsTheSecret() {
        HeldCertificates kept = HeldCertificates.NOTHING.orInUse(GOOD);
        assertTrue(kept.serves(START));
        assertInstanceOf(NewAuthority.class, next(START, kept), "so that nobody fails until the new one is known");
        assertEquals(GOOD, GOOD.orInUse(HeldCertificates.NOTHING));
    }

    @Test
    void printsNoKey() {
        assertFalse(GOOD.toString().contains("PRIVATE"), GOOD::toString);
        assertFalse(new ServingCertificate("a", "secret").toString().contains("secret"));
    }

    private Step next(Instant now, HeldCertificates held) {
        return plan.next(now, held, false);
    }

    private static HeldCertificates without(String key) {
        Map<String, String> data = new HashMap<>(GOOD.data());
        data.remove(key);
        return HeldCertificates.of(data);
    }

    private static HeldCertificates read(HeldCertificates written) {
        HeldCertificates read = HeldCertificates.of(written.data());
        assertEquals(written, read, "what is written is what is read");
        return read;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static HeldCertificates kedas() throws IOException {
        return HeldCertificates.of(secret().getData());
    }

    private static Secret secret() throws IOException {
        try (InputStream yaml = CertificatePlanTest.class.getResourceAsStream("/certificates/kedaorg-certs.yaml")) {
            return new KubernetesSerialization().unmarshal(yaml, Secret.class);
        }
    }
}
