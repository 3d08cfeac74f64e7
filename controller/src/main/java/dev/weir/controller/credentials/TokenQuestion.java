package dev.weir.controller.credentials;

import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.stores.JwtSource;
import dev.weir.scalers.stores.StoreAnswer;
import dev.weir.scalers.stores.StoreClient;
import dev.weir.scalers.stores.StoreQuestion;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;

/** A token of a ServiceAccount, kept as long as four fifths of its life are left; or one to log in with, used once. */
record TokenQuestion(TokenRequests requests, String namespace, String name, Duration life)
        implements StoreQuestion, JwtSource {

    @Override
    public StoreClient open(ScalerEnvironment environment) {
        return () -> requests.issue(environment, namespace, name, life)
                .map(issued -> new StoreAnswer(
                        Map.of("", issued.token()),
                        issued.life().multipliedBy(4).dividedBy(5)));
    }

    @Override
    public Future<String> token(ScalerEnvironment environment) {
        return requests.issue(environment, namespace, name, life).map(TokenRequests.Issued::token);
    }

    @Override
    public String label() {
        return "a token of ServiceAccount " + namespace + "/" + name;
    }

    @Override
    public String toString() {
        return "TokenQuestion[" + namespace + "/" + name + "]";
    }
}
