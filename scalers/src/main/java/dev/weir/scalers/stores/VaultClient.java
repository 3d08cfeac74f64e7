package dev.weir.scalers.stores;

import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.stores.VaultQuestion.Kind;
import dev.weir.scalers.upstream.HttpAnswer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads one path of a Vault. What stands there is read again every half minute; what is lent is kept until two thirds of its
 * lease are over, then the lease is renewed and, where that is refused or gives little, something new is borrowed; a
 * certificate is asked for anew after two thirds of its life. Leases that are not needed any more run out by themselves.
 */
final class VaultClient implements StoreClient {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

    /** Of a certificate whose end nobody tells. */
    private static final Duration UNSAID_LIFE = Duration.ofHours(1);

    private final ScalerEnvironment environment;
    private final VaultQuestion question;
    private final Lease<VaultSession> session;
    private @Nullable Loan loan;

    /**
     * What is kept until it has to be given back or ends.
     *
     * @param lease empty if it cannot be renewed
     * @param lasts what the Vault gave at first
     */
    private record Loan(Map<String, String> values, String lease, Duration lasts, Instant due, Instant ends) {
        @Override
        public String toString() {
            return "Loan[ends=" + ends + "]";
        }
    }

    VaultClient(ScalerEnvironment environment, VaultQuestion question) {
        this.environment = environment;
        this.question = question;
        this.session = VaultSession.lease(environment, question.login());
    }

    @Override
    public Future<StoreAnswer> ask() {
        Loan kept = loan;
        Instant now = environment.clock().instant();
        if (kept != null && now.isBefore(kept.due())) {
            return session.client().touch().map(touched -> answer(kept));
        }
        return kept != null && !kept.lease().isEmpty() && now.isBefore(kept.ends())
                ? renew(kept).recover(refused -> read())
                : read();
    }

    private Future<StoreAnswer> read() {
        boolean issue = question.kind() == Kind.PKI;
        JsonObject body = issue ? new JsonObject(new HashMap<>(question.request())) : null;
        return session.client()
                .send(issue ? "POST" : "GET", question.path(), body)
                .map(this::take);
    }

    private StoreAnswer take(HttpAnswer answer) {
        JsonObject json = JsonAnswers.read(answer);
        try {
            Map<String, String> values = values(json.getJsonObject("data", new JsonObject()));
            String lease = json.getString("lease_id", "");
            Duration lasts = question.kind() == Kind.PKI
                    ? life(json)
                    : Duration.ofSeconds(lease.isEmpty() ? 0 : json.getLong("lease_duration", 0L));
            if (lasts.isZero()) {
                loan = null;
                return new StoreAnswer(values, LOOK_AGAIN);
            }
            boolean renewable = question.kind() != Kind.PKI && json.getBoolean("renewable", false);
            return lent(values, renewable ? lease : "", lasts, lasts);
        } catch (ClassCastException e) {
            throw answer.unusable("answered with something that is no answer of a Vault");
        }
    }

    /** A certificate has no lease, unless the Vault was told to make one; it says itself when it ends. */
    private Duration life(JsonObject json) {
        long ends = json.getJsonObject("data", new JsonObject()).getLong("expiration", 0L);
        Duration left = Duration.between(environment.clock().instant(), Instant.ofEpochSecond(ends));
        long lease = json.getLong("lease_duration", 0L);
        return !left.isNegative() && !left.isZero() ? left : lease > 0 ? Duration.ofSeconds(lease) : UNSAID_LIFE;
    }

    private StoreAnswer lent(Map<String, String> values, String lease, Duration lasts, Duration first) {
        Instant now = environment.clock().instant();
        Loan made =
                new Loan(values, lease, first, now.plus(lasts.multipliedBy(2).dividedBy(3)), now.plus(lasts));
        loan = made;
        return answer(made);
    }

    private Future<StoreAnswer> renew(Loan kept) {
        JsonObject body = new JsonObject()
                .put("lease_id", kept.lease())
                .put("increment", kept.lasts().toSeconds());
        return session.client().send("PUT", "sys/leases/renew", body).compose(answer -> {
            Duration lasts = Duration.ofSeconds(JsonAnswers.read(answer).getLong("lease_duration", 0L));
            return VaultTokens.nearlyOver(lasts, kept.lasts())
                    ? read()
                    : Future.succeededFuture(lent(kept.values(), kept.lease(), lasts, kept.lasts()));
        });
    }

    /** To be asked for again before it is due: a token that nobody uses would not be renewed. */
    private StoreAnswer answer(Loan kept) {
        Duration left = Duration.between(environment.clock().instant(), kept.due());
        return new StoreAnswer(kept.values(), left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN);
    }

    private Map<String, String> values(JsonObject data) {
        boolean nested = question.kind() == Kind.SECRET_V2
                || question.kind() == Kind.UNSAID && data.getValue("data") instanceof JsonObject;
        Map<String, String> values = new HashMap<>();
        (nested ? data.getJsonObject("data", new JsonObject()) : data)
                .forEach(entry -> values.put(entry.getKey(), text(entry.getValue())));
        return values;
    }

    /** Only texts count, and the list of certificates that comes with one. */
    private String text(@Nullable Object value) {
        if (value instanceof JsonArray list && question.kind() == Kind.PKI) {
            return list.stream().map(String::valueOf).collect(Collectors.joining("\n"));
        }
        return value instanceof String text ? text : "";
    }

    @Override
    public Future<Void> close() {
        return session.release();
    }
}
