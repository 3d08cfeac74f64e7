package dev.weir.controller.controlplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.weir.controller.api.ScaledJob;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.api.TriggerAuthentication;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.Reconciler.Result;
import dev.weir.controller.testing.FakeCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who uses an authentication, as its status tells. */
final class AuthenticationUsersTest {

    private static final ObjectKey KEY = new ObjectKey("shop", "login");

    private final FakeCluster cluster = FakeCluster.start();
    private final KubernetesClient client = cluster.client();
    private final List<ScaledObject> objects = new ArrayList<>();
    private final List<ScaledJob> jobs = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final AuthenticationUsers users =
            new AuthenticationUsers(client, key -> objects.stream(), key -> jobs.stream(), () -> now);

    @BeforeEach
    void create() {
        cluster.create(client, """
                apiVersion: keda.sh/v1alpha1
                kind: TriggerAuthentication
                metadata: {name: login, namespace: shop}
                spec: {}
                """);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void allUsersAreWrittenAtOnceInTheOrderOfTheirNames() {
        user("b", false);
        user("a", false);

        assertEquals(new Result.Done(), bring());

        assertEquals("a,b", written());
    }

    @Test
    void aUserThatIsBeingDeletedIsNoneAnyMore() {
        user("a", false);
        user("b", true);

        bring();

        assertEquals("a", written());
    }

    @Test
    void scaledJobsStandInAListOfTheirOwn() {
        user("b", false);
        ScaledJob job = new ScaledJob();
        job.getMetadata().setName("a");
        jobs.add(job);

        bring();

        assertEquals("b", written());
        assertEquals("a", authentication().getStatus().getScaledjobs());
    }

    @Test
    void moreThatComeInTheSameSecondWaitForTheNextWrite() {
        user("a", false);
        bring();
        user("b", false);

        Result.Again again = assertInstanceOf(Result.Again.class, bring());
        assertEquals(Duration.ofSeconds(1), again.after());
        assertEquals("a", written());

        now = now.plusSeconds(1);
        bring();
        assertEquals("a,b", written());
    }

    @Test
    void aListThatIsRightIsNotWritten() {
        user("a", false);
        bring();
        String version = authentication().getMetadata().getResourceVersion();
        now = now.plusSeconds(5);

        bring();

        assertEquals(version, authentication().getMetadata().getResourceVersion());
    }

    private Result bring() {
        return users.bring(KEY, authentication());
    }

    private String written() {
        return authentication().getStatus().getScaledobjects();
    }

    private TriggerAuthentication authentication() {
        return client.resources(TriggerAuthentication.class)
                .inNamespace("shop")
                .withName("login")
                .get();
    }

    private void user(String name, boolean leaving) {
        ScaledObject object = new ScaledObject();
        object.getMetadata().setName(name);
        object.getMetadata().setDeletionTimestamp(leaving ? "2026-03-01T11:59:00Z" : null);
        objects.add(object);
    }
}
