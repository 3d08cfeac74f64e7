package dev.weir.controller.credentials;

import dev.weir.cache.source.SourceException;
import dev.weir.controller.kube.ApiFailure;
import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.BlockingCalls;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vertx.core.Future;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Tokens by the API server's TokenRequest, which blocks, on the pool for that. */
public final class ClusterTokens implements TokenRequests {

    private final KubernetesClient client;

    public ClusterTokens(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public Future<Issued> issue(ScalerEnvironment environment, String namespace, String name, Duration life) {
        Lease<BlockingCalls> calls = BlockingCalls.lease(environment);
        return calls.client()
                .call(() -> issue(namespace, name, life, environment.clock().instant()))
                .eventually(calls::release);
    }

    private Issued issue(String namespace, String name, Duration life, Instant now) {
        try {
            TokenRequest asked = new TokenRequestBuilder()
                    .withNewSpec()
                    .withExpirationSeconds(life.toSeconds())
                    .endSpec()
                    .build();
            TokenRequest answer = client.serviceAccounts()
                    .inNamespace(namespace)
                    .withName(name)
                    .tokenRequest(asked);
            return new Issued(answer.getStatus().getToken(), left(answer, now, life));
        } catch (KubernetesClientException e) {
            throw new SourceException(
                    "no token of ServiceAccount " + namespace + "/" + name + ": " + ApiFailure.sentence(e));
        }
    }

    private static Duration left(TokenRequest answer, Instant now, Duration asked) {
        try {
            Duration left =
                    Duration.between(now, Instant.parse(answer.getStatus().getExpirationTimestamp()));
            return left.isNegative() || left.isZero() ? asked : left;
        } catch (DateTimeException | NullPointerException notSaid) {
            return asked;
        }
    }
}
